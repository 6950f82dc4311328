export type ListLook = "list" | "board" | "map"

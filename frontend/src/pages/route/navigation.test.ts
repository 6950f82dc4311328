import { expect, test } from "vitest"
import { navigationAlong, navigationTo } from "./navigation"

const stop = { latitude: 41.01, longitude: 28.97 }

test("each device gets the address that its own navigation opens", () => {
    expect(navigationTo(stop, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)")).toContain("maps.apple.com")
    expect(navigationTo(stop, "Mozilla/5.0 (Linux; Android 15)")).toBe("geo:41.01,28.97?q=41.01,28.97")
    expect(navigationTo(stop, "Mozilla/5.0 (X11; Linux x86_64)")).toContain("destination=41.01,28.97")
})

test("the whole way ends at its last stop and passes the others in their order", () => {
    const url = new URL(
        navigationAlong([{ latitude: 1, longitude: 2 }, { latitude: 3, longitude: 4 }, stop])!,
    )
    expect(url.searchParams.get("destination")).toBe("41.01,28.97")
    expect(url.searchParams.get("waypoints")).toBe("1,2|3,4")
    expect(navigationAlong([stop])).toBeNull()
})

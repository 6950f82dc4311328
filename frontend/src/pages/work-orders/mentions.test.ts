import { expect, test } from "vitest"
import type { Person } from "@/data/types"
import { matching, mentionedIn, namePart, pieces, withName } from "./mentions"

const people: Person[] = ["Işıl Çağlar", "İsmail Öz", "Şule Gün"].map((full_name) => ({
    user: full_name,
    full_name,
}))

test("a name is looked for from the @ to the cursor, and only there", () => {
    expect(namePart("Bakar mısın @iş", 15)).toBe("iş")
    expect(namePart("@", 1)).toBe("")
    expect(namePart("posta@oasis", 11)).toBeNull()
    expect(namePart("@Şule Gün geldi.\nTamam", 22)).toBeNull()
})

test("Turkish names are found however their letters are typed, by first name or surname", () => {
    expect(matching(people, "isi").map(({ user }) => user)).toEqual(["Işıl Çağlar"])
    expect(matching(people, "IS").map(({ user }) => user)).toEqual(["Işıl Çağlar", "İsmail Öz"])
    expect(matching(people, "gun").map(({ user }) => user)).toEqual(["Şule Gün"])
    expect(matching(people, "")).toHaveLength(3)
})

test("the chosen name replaces what was typed", () => {
    expect(withName("Sor @şu hemen", 7, people[2]!)).toEqual({ text: "Sor @Şule Gün  hemen", cursor: 14 })
})

test("who is named is told, and stands out in the text", () => {
    const text = "@İsmail Öz, @Şule Gün ile konuş"
    expect(mentionedIn(text, people).map(({ user }) => user)).toEqual(["İsmail Öz", "Şule Gün"])
    expect(pieces(text, ["İsmail Öz", "Şule Gün"]).filter(({ named }) => named)).toHaveLength(2)
    expect(pieces("düz", [])).toEqual([{ text: "düz", named: false }])
})

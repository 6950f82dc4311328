import { join } from "node:path"
import { expect, test } from "vitest"
import { stringsIn } from "../../build/strings"
import { __, applyLanguage } from "."
import turkish from "./tr.json"

const folder = join(import.meta.dirname, "..")
const places = (text: string) => [...text.matchAll(/\{\d+\}/g)].map((match) => match[0]).sort()

test("no text of the app lacks its Turkish", () => {
    const missing = [...stringsIn(folder)].filter((text) => text && !(text in turkish))
    expect(missing).toEqual([])
})

test("every translation fills the places that its text has", () => {
    const wrong = Object.entries(turkish).filter(
        ([text, said]) => String(places(text)) !== String(places(said)),
    )
    expect(wrong).toEqual([])
})

test("texts come in the user's language with their places filled", () => {
    applyLanguage("tr")
    expect(__("{0} firms", [12])).toBe("12 firma")
    applyLanguage("en")
    expect(__("{0} firms", [12])).toBe("12 firms")
})

import { expect, test } from "vitest"
import { bytes } from "./push"

test("the site's key is read as the 65 bytes of a point", () => {
    const key = "BHsRkO5-_" + "A".repeat(78)
    const point = bytes(key)
    expect(point.length).toBe(65)
    expect([...point.slice(0, 3)]).toEqual([4, 123, 17])
})

import { describe, expect, test } from "vitest"
import { makeFirm } from "@/testing/builders"
import { counted } from "./coverage"
import { dueLight, dueOn } from "./due"
import { nextSlot } from "./planning"
import type { Boot } from "./types"

const days = { A: 14, B: 28, C: 90, D: null }
const at = new Date(2026, 10, 23, 15, 0)
const seen = (last_visit_on: string, over = {}) => makeFirm({ rating: "B", last_visit_on, ...over })
const light = (firm: ReturnType<typeof makeFirm>) => dueLight(firm, days, at).light

describe("a visit by the rating's cadence", () => {
    test("turns orange in the last quarter of its days and red when they are over", () => {
        expect(
            ["2026-11-23", "2026-11-03", "2026-11-02", "2026-10-26", "2026-10-25"].map((last) =>
                light(seen(last)),
            ),
        ).toEqual(["green", "green", "orange", "orange", "red"])
    })

    test("is due at once at a firm that was never visited, and never at a lost one or a D", () => {
        expect(dueOn(makeFirm({ followed_since: "2026-11-20" }), days)).toBe("2026-11-20")
        expect(light(seen("2020-01-01", { stage: "Lost" }))).toBe("none")
        expect(light(seen("2020-01-01", { rating: "D" }))).toBe("none")
    })

    test("is counted by rating and rep, the unrated among the Cs", () => {
        const told = counted(
            [seen("2026-11-22"), seen("2026-10-01"), makeFirm({ followed_since: "2026-01-01" })],
            days,
            at,
        )
        expect(told.total).toMatchObject({ green: 1, orange: 0, red: 2 })
        expect(told.ratings.map((row) => [row.rating, row.red])).toEqual([
            ["A", 0],
            ["B", 1],
            ["C", 1],
        ])
        expect(told.ratings[0]!.share).toBeNull()
    })
})

test("a device plans no visit into its user's own leave", () => {
    const settings = {
        work_start: "09:00",
        work_end: "18:00",
        working_days: [0, 1, 2, 3, 4],
        slot_minutes: 30,
        daily_visit_cap: 2,
        holidays: [],
    } as unknown as Boot["settings"]
    const rule = { next_visit_rule: "After Days", days: 1 } as const
    const found = nextSlot({
        rule,
        firm: makeFirm(),
        settings,
        taken: [],
        today: at,
        away: [["2026-11-20", "2026-11-26"]],
    })
    expect(found?.planned_start).toBe("2026-11-27 09:00:00")
})

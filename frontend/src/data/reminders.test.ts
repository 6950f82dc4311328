import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { moment, now } from "./dates"
import { cameAgain, isDue, nextOf, snoozedTo } from "./reminders"
import type { Reminder } from "./types"

const reminder = (over: Partial<Reminder> = {}): Reminder => ({
    name: "r",
    subject: "Çek",
    remind_at: "2026-11-23 14:30:00",
    status: "Open",
    ...over,
})

beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(new Date("2026-11-23T14:30:00+03:00"))
})
afterEach(() => {
    vi.useRealTimers()
})

test("a reminder rings from its minute on, once, as long as it is open", () => {
    expect(isDue(reminder(), now())).toBe(true)
    expect(isDue(reminder({ remind_at: "2026-11-23 14:31:00" }), now())).toBe(false)
    expect(isDue(reminder({ notified_on: "2026-11-23 14:30:01" }), now())).toBe(false)
    expect(isDue(reminder({ status: "Done" }), now())).toBe(false)
})

test("it is put off by minutes, or to when work begins tomorrow", () => {
    expect(moment(snoozedTo("10"))).toBe("2026-11-23 14:40:00")
    expect(moment(snoozedTo("60"))).toBe("2026-11-23 15:30:00")
    expect(moment(snoozedTo("tomorrow"))).toBe("2026-11-24 09:00:00")
})

test("a daily one that rang comes again a day later, and only the last of what was missed", () => {
    const told = reminder({ repeat: "Daily", notified_on: "2026-11-23 14:30:00" })
    const at = (text: string) => cameAgain(told, new Date(text))
    expect(at("2026-11-24T14:29:00+03:00")).toBeNull()
    expect(moment(at("2026-11-24T14:30:00+03:00")!)).toBe("2026-11-24 14:30:00")
    expect(moment(at("2026-11-27T09:00:00+03:00")!)).toBe("2026-11-26 14:30:00")
    expect(cameAgain(reminder({ notified_on: "2026-11-23 14:30:00" }), now())).toBeNull()
})

test("the 31st is followed by the month's last day, and then by the 31st again", () => {
    const monthly = reminder({ repeat: "Monthly", remind_at: "2026-12-31 09:00:00" })
    const next = (after: string) => moment(nextOf(monthly, new Date(after))!)
    expect(next("2027-02-01T00:00:00+03:00")).toBe("2027-02-28 09:00:00")
    expect(next("2027-03-01T00:00:00+03:00")).toBe("2027-03-31 09:00:00")
})

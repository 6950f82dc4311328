import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { moment, now } from "./dates"
import { isDue, snoozedTo } from "./reminders"
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

import { describe, expect, test } from "vitest"
import { makeFirm } from "@/testing/builders"
import { cityOfPhone } from "./areaCodes"
import { addDays, daysBetween, moment, parse } from "./dates"
import { nameLikeness } from "./duplicates"
import { nameCore } from "./nameCore"
import { matcher, NO_QUERY, sortFirms } from "./firms"
import { fold, phoneKey } from "./fold"
import { distance } from "./geo"
import { nextSlot } from "./planning"
import type { Boot, Outcome } from "./types"

const settings = {
    work_start: "09:00",
    work_end: "18:00",
    working_days: [0, 1, 2, 3, 4],
    slot_minutes: 30,
    daily_visit_cap: 2,
    holidays: ["2026-12-01"],
    cadence: { A: 14, B: 28, C: 90, D: null },
} as unknown as Boot["settings"]
const outcome = (over: Partial<Outcome> = {}): Outcome => ({
    outcome: "Interested",
    label: "Interested",
    next_visit_rule: "After Days",
    days: 7,
    ...over,
})
const monday = new Date(2026, 10, 23, 15, 0)
const plan = (over: Partial<Parameters<typeof nextSlot>[0]> = {}) =>
    nextSlot({ rule: outcome(), firm: makeFirm(), settings, taken: [], today: monday, ...over })
        ?.planned_start

describe("Turkish text", () => {
    test("every kind of i is one letter and marks do not count", () => {
        expect(fold("IŞIK Petrol Ürünleri A.Ş.")).toBe(fold("ışık petrol urunleri a.s."))
        expect(fold("İĞDIR")).toBe("igdir")
    })

    test("a phone number is the same with and without its prefixes", () => {
        expect(["+90 532 123 45 67", "0532 1234567", "532-123-45-67"].map(phoneKey)).toEqual(
            Array(3).fill("5321234567"),
        )
    })
})

describe("the device's own plan", () => {
    test("lands on the outcome's day at the first free slot", () => {
        expect(plan()).toBe("2026-11-30 09:00:00")
    })

    test("skips holidays and full days", () => {
        expect(plan({ rule: outcome({ days: 8 }) })).toBe("2026-12-02 09:00:00")
        const taken = ["2026-11-30 09:00:00", "2026-11-30 10:00:00"].map((planned_start) => ({
            planned_start,
            planned_minutes: 30,
        }))
        expect(plan({ taken })).toBe("2026-12-02 09:00:00")
    })

    test("never books an hour twice", () => {
        expect(plan({ taken: [{ planned_start: "2026-11-30 09:15:00", planned_minutes: 30 }] })).toBe(
            "2026-11-30 10:00:00",
        )
    })

    test("counts back from the end of the supplier's contract, and never into the past", () => {
        const rule = outcome({ next_visit_rule: "Before Supplier Contract End", days: 30 })
        expect(plan({ rule, firm: makeFirm({ supplier_contract_end: "2027-02-03" }) })).toBe(
            "2027-01-04 09:00:00",
        )
        expect(plan({ rule, firm: makeFirm({ supplier_contract_end: "2026-11-25" }) })).toBe(
            "2026-11-24 09:00:00",
        )
    })

    test("follows the rating where the outcome names no days, and plans nothing without a cadence", () => {
        expect(plan({ rule: outcome({ days: 0 }), firm: makeFirm({ rating: "A" }) })).toBe(
            "2026-12-07 09:00:00",
        )
        expect(plan({ rule: outcome({ days: 0 }), firm: makeFirm({ rating: "D" }) })).toBeUndefined()
        expect(plan({ rule: outcome({ next_visit_rule: "None" }) })).toBeUndefined()
    })
})

describe("firms on the device", () => {
    test("are found by parts of name and city in any order and spelling", () => {
        const found = matcher({ ...NO_QUERY, text: "istanbul isik" })
        expect(found(makeFirm({ city: "İstanbul" }))).toBe(true)
        expect(found(makeFirm({ city: "Bursa" }))).toBe(false)
    })

    test("are found by a phone number however it is written", () => {
        expect(matcher({ ...NO_QUERY, text: "0532 123" })(makeFirm({ phone: "+905321234567" }))).toBe(true)
    })

    test("stand in the order of the Turkish alphabet", () => {
        const firms = ["Çınar", "Cam", "Işık", "İnci"].map((firm_name) => makeFirm({ firm_name }))
        expect(sortFirms(firms, "firm_name").map((firm) => firm.firm_name)).toEqual([
            "Cam",
            "Çınar",
            "Işık",
            "İnci",
        ])
    })

    test("are alike in spite of legal suffixes and slips, and unlike in spite of them", () => {
        expect(nameLikeness("Öz Işık Nakliyat San. Tic. Ltd. Şti.", "ÖZIŞIK NAK. LTD ŞTİ")).toBeGreaterThan(
            0.9,
        )
        expect(nameLikeness("Kaya İnşaat A.Ş.", "Kayı İnşaat A.Ş.")).toBeLessThan(0.9)
        expect(nameLikeness("Demir Lojistik A.Ş.", "Yıldız Lojistik A.Ş.")).toBeLessThan(0.4)
    })
})

test("dates keep their wall clock through parsing and writing", () => {
    expect(moment(parse("2026-03-29 03:30:00.000000")!)).toBe("2026-03-29 03:30:00")
    expect(daysBetween(monday, addDays(monday, -3))).toBe(-3)
})

test("the distance between two places is in metres, and unknown without both", () => {
    expect(distance({ latitude: 41, longitude: 29 }, { latitude: 41.001, longitude: 29 })).toBe(111)
    expect(distance({ latitude: 41, longitude: 29 }, {})).toBeNull()
})

test("a name is boiled down to its proper words as the server does it", () => {
    expect(nameCore("Öz Yılmaz İnş. Nak. San. ve Tic. Ltd. Şti.")).toBe("oz yilmaz")
    expect(nameCore("Yılmaz Öz İnşaat Nakliyat A.Ş.")).toBe("oz yilmaz")
    expect(nameCore("A.B.C. Petrol Ltd. Şti.")).toBe("abc")
    expect(nameCore("Mak Lojistik A.Ş.")).toBe("mak")
    expect(nameCore("Petrol Ürünleri A.Ş.")).toBe("petrol urunleri")
    expect(nameCore("Kaya Kard. Gıda")).toBe("kardesler kaya")
    expect(nameCore("Kaya Taş Balıkçılık")).toBe("kaya tas")
    expect(nameCore("Kaya Taş. Ltd. Şti.")).toBe("kaya")
    expect(nameCore("Göksu57 Beton")).toBe("57 goksu")
})

test("a landline tells its province, a mobile does not", () => {
    expect(["0312 417 00 00", "+90 216 555 12 34", "(0372) 251 10 10"].map(cityOfPhone)).toEqual([
        "Ankara",
        "İstanbul",
        "Zonguldak",
    ])
    expect([cityOfPhone("0532 123 45 67"), cityOfPhone("03")]).toEqual([undefined, undefined])
})

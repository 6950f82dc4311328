import type { Answer, Change, Effect } from "@/data/outbox/types"
import type { Firm } from "@/data/types"

let made = 0

/** A change as the outbox holds it; what a test is not about has harmless values. */
export function makeChange(over: Partial<Change> = {}): Change {
    made += 1
    return {
        id: `change-${made}`,
        seq: made,
        doctype: "Firm",
        name: "FIRM-00001",
        action: "update",
        values: {},
        base: null,
        depends_on: [],
        state: "waiting",
        made_at: Date.now(),
        tries: 0,
        label: "",
        effects: [],
        answer: null,
        error: null,
        ...over,
    }
}

export const makeEffect = (over: Partial<Effect> = {}): Effect => ({
    doctype: "Firm",
    name: "FIRM-00001",
    values: {},
    ...over,
})

export const makeFirm = (over: Partial<Firm> = {}): Firm => ({
    name: "FIRM-00001",
    firm_name: "Işık Nakliyat",
    ...over,
})

export const applied = (id: string, over: Partial<Answer> = {}): Answer => ({
    id,
    status: "applied",
    ...over,
})
export const refused = (id: string, message = "No"): Answer => ({
    id,
    status: "refused",
    error: { type: "ValidationError", message },
})

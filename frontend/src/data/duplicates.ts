import { allLocal } from "./documents"
import type { FirmEntry } from "./firms"
import { phoneKey } from "./fold"
import { guardHits, type GuardKind } from "./guard"
import { coreWords } from "./nameCore"
import { fullName } from "./session"
import type { Candidate, Firm } from "./types"

const LIKELY = 0.72

/** Candidates among the firms on this device, by the same marks as the server's: tax id, phone, likeness of name. */
export async function localDuplicates(entry: Partial<FirmEntry>): Promise<Candidate[]> {
    const firms = await allLocal<Firm>("Firm")
    const mine = firms
        .flatMap((firm) => candidate(firm, entry))
        .sort((a, b) => b.score - a.score)
        .slice(0, 5)
    return mine.length ? mine : unseen(entry, await guardHits(entry))
}

/** A firm of somebody else: without the server nothing is known of it but that it is there. */
function unseen(entry: Partial<FirmEntry>, hits: GuardKind[]): Candidate[] {
    if (!hits.length) return []
    return [
        {
            firm: null,
            firm_name: entry.firm_name ?? "",
            city: null,
            score: hits.includes("tax_id") ? 1 : 0.9,
            reasons: hits,
            exact: hits.includes("tax_id"),
            can_open: false,
            followed_by: null,
            followed_since: null,
            last_contact: null,
            unseen: true,
        },
    ]
}

function candidate(firm: Firm, entry: Partial<FirmEntry>): Candidate[] {
    const exact = !!entry.tax_id && entry.tax_id === firm.tax_id
    const phone = samePhone(entry.phone, firm)
    const likeness = nameLikeness(entry.firm_name ?? "", firm.firm_name)
    const reasons: Candidate["reasons"] = []
    if (exact) reasons.push("tax_id")
    if (phone) reasons.push("phone")
    if (likeness >= LIKELY) reasons.push("name")
    if (!reasons.length) return []
    return [
        {
            firm: firm.name,
            firm_name: firm.firm_name,
            city: firm.city ?? null,
            score: exact ? 1 : Math.max(likeness, phone ? 0.9 : 0),
            reasons,
            exact,
            can_open: true,
            followed_by: fullName(firm.sales_rep),
            followed_since: firm.followed_since ?? null,
            last_contact: firm.last_visit_on ?? null,
        },
    ]
}

function samePhone(typed: string | undefined, firm: Firm): boolean {
    const key = phoneKey(typed)
    return key.length >= 7 && [firm.phone, firm.mobile].some((phone) => phoneKey(phone) === key)
}

/** 0–1: how much of the telling words' letter pairs the two names share. */
export function nameLikeness(one: string, other: string): number {
    const [a, b] = [pairs(coreWords(one).join("")), pairs(coreWords(other).join(""))]
    if (!a.length || !b.length) return 0
    const left = [...b]
    const shared = a.filter((pair) => {
        const index = left.indexOf(pair)
        if (index >= 0) left.splice(index, 1)
        return index >= 0
    }).length
    return (2 * shared) / (a.length + b.length)
}

const pairs = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2))

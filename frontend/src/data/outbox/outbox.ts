import type { Answer, Change, Effect, Values } from "./types"
import type { Doc } from "@/data/types"

/** Changes that may be sent now: waiting, oldest first, none whose foundation is still refused or blocked. */
export function sendable(changes: readonly Change[], limit: number): Change[] {
    const failed = new Set(changes.filter(isSetAside).map((change) => change.id))
    return inOrder(changes)
        .filter((change) => change.state === "waiting" && !change.depends_on.some((id) => failed.has(id)))
        .slice(0, limit)
}

export function inOrder(changes: readonly Change[]): Change[] {
    return [...changes].sort((a, b) => a.seq - b.seq)
}

export function isSetAside(change: Change): boolean {
    return change.state === "refused" || change.state === "blocked"
}

export function isUnsent(change: Change): boolean {
    return change.state !== "done" && change.state !== "absorbed"
}

/** The unsent changes that a new one stands on: those that made a document it changes or names. */
export function foundations(
    changes: readonly Change[],
    doctype: string,
    name: string,
    values: Values,
): string[] {
    const named = new Set([name, ...strings(values)])
    return changes
        .filter((change) => isUnsent(change) && creates(change).some((made) => named.has(made)))
        .filter(
            (change) => !(change.doctype === doctype && change.name === name && change.action === "delete"),
        )
        .map((change) => change.id)
}

function creates(change: Change): string[] {
    return change.effects.filter((effect) => effect.create).map((effect) => effect.name)
}

function strings(values: Values): string[] {
    return Object.values(values).filter((value): value is string => typeof value === "string")
}

/** The server's answers laid on the changes: what is done, set aside, and what falls with it. */
export function settle(changes: readonly Change[], answers: readonly Answer[]): Change[] {
    const byId = new Map(answers.map((answer) => [answer.id, answer]))
    const settled = changes.map((change) => {
        const answer = byId.get(change.id)
        return answer ? answered(change, answer) : change
    })
    return blockDependents(settled)
}

function answered(change: Change, answer: Answer): Change {
    if (answer.status === "refused")
        return { ...change, state: "refused", answer, error: answer.error ?? null }
    if (answer.status === "blocked")
        return { ...change, state: "blocked", answer, error: answer.error ?? null }
    return { ...change, state: "done", answer, error: null }
}

/** Whatever stands on a refused change is blocked with it, however long the chain. */
export function blockDependents(changes: readonly Change[]): Change[] {
    const failed = new Set(changes.filter(isSetAside).map((change) => change.id))
    return inOrder(changes).map((change) => {
        if (change.state !== "waiting" || !change.depends_on.some((id) => failed.has(id))) return change
        failed.add(change.id)
        return { ...change, state: "blocked" as const }
    })
}

/**
 * A refused change to be tried again, with what was blocked by it. The server keeps its answer to an id for
 * good, so another try needs another id; what stands on the change follows it.
 */
export function revive(
    changes: readonly Change[],
    id: string,
    newId: () => string,
    mended: Values = {},
): Change[] {
    const fresh = new Map([[id, newId()]])
    for (const change of inOrder(changes)) {
        const fallen = change.state === "blocked" && change.depends_on.some((needed) => fresh.has(needed))
        if (fallen) fresh.set(change.id, newId())
    }
    return inOrder(changes).map((change) => {
        const depends_on = change.depends_on.map((needed) => fresh.get(needed) ?? needed)
        const renewed = fresh.get(change.id)
        if (!renewed) return { ...change, depends_on }
        const values = change.id === id ? { ...change.values, ...mended } : change.values
        return {
            ...change,
            id: renewed,
            values,
            depends_on,
            state: "waiting" as const,
            error: null,
            answer: null,
        }
    })
}

/** The ids that go when the user throws a change away: itself and everything that stands on it. */
export function withDependents(changes: readonly Change[], id: string): string[] {
    const gone = new Set([id])
    for (const change of inOrder(changes)) {
        if (change.depends_on.some((needed) => gone.has(needed))) gone.add(change.id)
    }
    return [...gone]
}

/** After a crash in the middle of a send nobody knows whether it arrived; the id makes a repeat harmless. */
export function recover(changes: readonly Change[]): Change[] {
    return changes.map((change) => (change.state === "sending" ? { ...change, state: "waiting" } : change))
}

/** The document as the user should see it: the server's version with his unsent changes on top, or null. */
export function overlay(server: Doc | null, name: string, effects: readonly Effect[]): Doc | null {
    let doc: Doc | null = server ? { ...server } : null
    for (const effect of effects) {
        if (!doc && !effect.create) continue
        doc = { ...(doc ?? { name }), ...effect.values, name }
    }
    return doc
}

/**
 * Effects to be counted on one document, in the order they were made. Those of a change that is done count
 * until a pull has brought the server's own version, so that nothing flickers between the two.
 */
export function effectsOn(changes: readonly Change[], doctype: string, name: string): Effect[] {
    return inOrder(changes)
        .filter((change) => !isSetAside(change) && change.state !== "absorbed")
        .flatMap((change) => change.effects)
        .filter((effect) => effect.doctype === doctype && effect.name === name)
}

/** `values` with the device's own names replaced by the server's where these are known by now. */
export function withServerNames(values: Values, aliases: ReadonlyMap<string, string>): Values {
    return Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
            key,
            typeof value === "string" && key !== "client_id" ? (aliases.get(value) ?? value) : value,
        ]),
    )
}

/** Seconds to wait before the next try: 2, 4, 8 … at most five minutes. */
export function backoff(tries: number): number {
    return Math.min(300, 2 ** Math.max(1, tries))
}

import { fold } from "@/data/fold"
import { session } from "@/data/session"
import type { Person, WorkOrder } from "@/data/types"

/** Who may see an order, so that he can be mentioned on it. The server checks it again. */
export function readersOf(order: WorkOrder): Person[] {
    const boot = session.boot
    if (!boot) return []
    const pair = [order.assigned_to, order.assigned_by]
    const theirs = boot.teams.filter((team) => team.members.some((member) => pair.includes(member.user)))
    const open = boot.settings.restrict_reps_to_own_data === false
    const fromTeams = theirs.flatMap((team) => [
        team.leader,
        ...(open ? team.members.map((one) => one.user) : []),
    ])
    const near = new Set([...pair, ...fromTeams])
    const people = new Map<string, Person>()
    for (const person of boot.users) if (near.has(person.user)) people.set(person.user, person)
    for (const person of boot.colleagues ?? []) people.set(person.user, person)
    people.delete(boot.user)
    return [...people.values()].sort((a, b) => a.full_name.localeCompare(b.full_name, "tr"))
}

/** What is being typed after the last @ before the cursor; null where nobody is being named. */
export function namePart(text: string, cursor: number): string | null {
    const match = /(?:^|\s)@([\p{L}\p{M}.' -]{0,40})$/u.exec(text.slice(0, cursor))
    return match ? match[1]! : null
}

export function matching(people: readonly Person[], part: string): Person[] {
    const wanted = fold(part)
    return people.filter(({ full_name }) =>
        [full_name, ...full_name.split(/\s+/)].some((name) => fold(name).startsWith(wanted)),
    )
}

/** The text with the name put in place of what was typed, and where the cursor stands then. */
export function withName(text: string, cursor: number, person: Person): { text: string; cursor: number } {
    const part = namePart(text, cursor) ?? ""
    const before = `${text.slice(0, cursor - part.length)}${person.full_name} `
    return { text: before + text.slice(cursor), cursor: before.length }
}

export const mentionedIn = (text: string, people: readonly Person[]): Person[] =>
    people.filter((person) => text.includes(`@${person.full_name}`))

/** The text in pieces, those that name somebody marked. */
export function pieces(text: string, names: readonly string[]): { text: string; named: boolean }[] {
    const known = names.filter(Boolean).sort((a, b) => b.length - a.length)
    if (!known.length) return [{ text, named: false }]
    const escaped = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    return text
        .split(new RegExp(`(@(?:${escaped.join("|")}))`, "u"))
        .filter(Boolean)
        .map((piece) => ({ text: piece, named: piece.startsWith("@") && known.includes(piece.slice(1)) }))
}

import { __ } from "@/i18n"
import { dateText } from "@/i18n/format"
import { addDays, addMinutes, day, now, parse } from "./dates"
import { leaveOn } from "./daysOff"
import { between } from "./documents"
import { Refused } from "./refused"
import { fullName } from "./session"
import { OPEN_VISIT, type Visit } from "./types"

/** An hour that a visit asks for. `except`: the visit that is being moved. */
export interface Hour {
    user: string
    start: Date
    minutes: number
    except?: string
}

/** Throws where the server would refuse the hour, as far as the device can tell without it. */
export async function checkHour(hour: Hour): Promise<void> {
    if (hour.start <= now()) throw new Refused(__("That moment has passed already."))
    const leave = await leaveOn(hour.user, day(hour.start))
    if (leave) {
        const [rep, cover] = [
            leave.rep_name ?? fullName(leave.rep),
            leave.cover_name ?? fullName(leave.cover),
        ]
        const told = [rep, dateText(leave.from_date), dateText(leave.to_date), cover]
        throw new Refused(__("{0} is on leave from {1} to {2}; {3} stands in.", told))
    }
    if (await isTaken(hour)) throw new Refused(__("There is another visit at that time."))
}

async function isTaken({ user, start, minutes, except }: Hour): Promise<boolean> {
    const end = addMinutes(start, minutes)
    const near = await between<Visit>("Firm Visit", day(addDays(start, -1)), day(addDays(start, 2)))
    return near.some((visit) => {
        const from = parse(visit.planned_start)
        if (!from || visit.name === except || !OPEN_VISIT.includes(visit.status)) return false
        if (visit.sales_rep !== user) return false
        return from < end && start < addMinutes(from, Number(visit.planned_minutes) || 30)
    })
}

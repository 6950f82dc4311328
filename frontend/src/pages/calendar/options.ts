import type { CalendarOptions, EventInput } from "@fullcalendar/core"
import trLocale from "@fullcalendar/core/locales/tr"
import dayGrid from "@fullcalendar/daygrid"
import interaction from "@fullcalendar/interaction"
import list from "@fullcalendar/list"
import timeGrid from "@fullcalendar/timegrid"
import { moment, now, parse } from "@/data/dates"
import { isDayOff } from "@/data/daysOff"
import type { Boot, CalendarEvent } from "@/data/types"
import { __ } from "@/i18n"
import { toneOf } from "@/components/tones"
import { toColumn } from "./columns"

export const VIEWS = {
    month: { view: "dayGridMonth", label: "Month" },
    week: { view: "timeGridWeek", label: "Week" },
    day: { view: "timeGridDay", label: "Day" },
    agenda: { view: "listWeek", label: "Agenda" },
} as const
export type ViewName = keyof typeof VIEWS
/** The day view with a column for each person. */
export const PEOPLE_VIEW = "people"

type Settings = Boot["settings"]

const PLUGINS = [dayGrid, timeGrid, list, interaction]
const LOCALES = [trLocale]
const moreText = (count: number) => (window.innerWidth < 768 ? `+${count}` : __("+{0} more", [count]))
/** The site's clock, wherever the browser stands. */
const siteNow = () => now()

export function baseOptions(language: string): CalendarOptions {
    const clock = { hour: "2-digit", minute: "2-digit", hour12: false } as const
    return {
        plugins: PLUGINS,
        locales: LOCALES,
        locale: language === "tr" ? "tr" : "en-gb",
        firstDay: 1,
        headerToolbar: false,
        height: "auto",
        stickyHeaderDates: true,
        now: siteNow,
        nowIndicator: true,
        nowIndicatorSnap: false,
        eventInteractive: true,
        snapDuration: "00:15:00",
        defaultTimedEventDuration: "00:30",
        allDayText: __("All day"),
        noEventsText: __("Nothing planned"),
        moreLinkText: moreText,
        moreLinkClick: "day",
        dayMaxEvents: 4,
        dayHeaderFormat: { weekday: "short", day: "numeric" },
        eventTimeFormat: clock,
        slotLabelFormat: clock,
        displayEventEnd: false,
        longPressDelay: 350,
    }
}

/** The views, the day of several people among them. */
export function views(people: number): CalendarOptions["views"] {
    return {
        dayGridMonth: { dayHeaderFormat: { weekday: "short" } },
        [PEOPLE_VIEW]: {
            type: "timeGrid",
            duration: { days: Math.max(people, 1) },
            dateIncrement: { days: 1 },
        },
    }
}

/** When people work: whole columns of a shared day stand for one date. */
export function workHours(settings: Settings | undefined, shown?: Date): CalendarOptions["businessHours"] {
    if (!settings) return undefined
    const working = settings.working_days.map((monday0) => (monday0 + 1) % 7)
    const days = shown ? (working.includes(shown.getDay()) ? [0, 1, 2, 3, 4, 5, 6] : []) : working
    if (!days.length) return { daysOfWeek: [(shown!.getDay() + 1) % 7], startTime: "00:00", endTime: "00:01" }
    return { daysOfWeek: days, startTime: settings.work_start, endTime: settings.work_end }
}

/** The hours to show: the working day with an hour around it, wider where something stands outside. */
export function hours(settings: Settings | undefined, events: readonly CalendarEvent[]): CalendarOptions {
    const timed = events.filter((event) => !isDayOff(event))
    const begins = timed.map((event) => Number(event.start.slice(11, 13)))
    const ends = timed.map((event) => Number((event.end ?? event.start).slice(11, 13)) + 1)
    const first = Math.min(Number(settings?.work_start.slice(0, 2) ?? 9) - 1, ...begins)
    const last = Math.max(Number(settings?.work_end.slice(0, 2) ?? 18) + 2, ...ends)
    return { slotMinTime: `${Math.max(first, 0)}:00:00`, slotMaxTime: `${Math.min(last, 24)}:00:00` }
}

export interface Look {
    /** The people whose entries are shown together, in the order of their colours. */
    people: readonly string[]
    /** Their names, shown where a column or colour is not enough. */
    names: (user: string) => string
    columns: boolean
    /** A list of days, which has no background to draw in. */
    listed: boolean
}

const shifted = (value: string, person: number) => {
    const at = parse(value)
    return at && moment(toColumn(at, person)).replace(" ", "T")
}

/** An entry as FullCalendar takes it; its own document travels along. */
export function toEvent(source: CalendarEvent, look: Look): EventInput[] {
    if (isDayOff(source)) return dayOff(source, look)
    const shift = look.columns ? Math.max(look.people.indexOf(source.user ?? ""), 0) : 0
    return [
        {
            id: `${source.doctype}/${source.name}`,
            title: titled(source, look),
            start: shifted(source.start, shift) ?? undefined,
            end: (source.end && shifted(source.end, shift)) || undefined,
            startEditable: !!source.editable,
            durationEditable: !!source.editable && source.doctype === "Firm Visit",
            display: "block",
            classNames: [
                personClass(source, look) || `tone-${toneOf(source.status ?? "")}`,
                `kind-${source.doctype.replaceAll(" ", "-").toLowerCase()}`,
                `is-${(source.status ?? "").replaceAll(" ", "-").toLowerCase()}`,
            ],
            extendedProps: { source },
        },
    ]
}

/** Whose entry it is, where several people's stand in the same column. */
const titled = (source: CalendarEvent, look: Look) =>
    source.user && look.people.length > 1 && !look.columns
        ? `${source.title} · ${look.names(source.user)}`
        : source.title

const personClass = (source: CalendarEvent, look: Look) =>
    source.user && look.people.length > 1 ? `person person-${look.people.indexOf(source.user) % 8}` : ""

/** A holiday closes everybody's day, a leave that of one person: a column of his own, or a line with his name. */
function dayOff(source: CalendarEvent, look: Look): EventInput[] {
    const everybody = look.columns ? look.people.map((_, index) => index) : [0]
    const days = source.user && look.columns ? [look.people.indexOf(source.user)] : everybody
    const shared = !!source.user && look.people.length > 1 && !look.columns
    return days.map((person) => ({
        id: `${source.doctype}/${source.name}/${source.start}/${person}`,
        title: titled(source, look),
        start: (shifted(source.start, person) ?? source.start).slice(0, 10),
        allDay: true,
        display: look.listed || shared ? "block" : "background",
        editable: false,
        classNames: [
            "day-off",
            source.user ? "is-leave" : "is-holiday",
            shared ? personClass(source, look) : "",
        ],
        extendedProps: { source },
    }))
}

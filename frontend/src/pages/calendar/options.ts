import type { CalendarOptions, EventInput } from "@fullcalendar/core"
import trLocale from "@fullcalendar/core/locales/tr"
import dayGrid from "@fullcalendar/daygrid"
import interaction from "@fullcalendar/interaction"
import list from "@fullcalendar/list"
import timeGrid from "@fullcalendar/timegrid"
import type { Boot, CalendarEvent } from "@/data/types"
import { __ } from "@/i18n"
import { toneOf } from "@/components/tones"

export const VIEWS = {
    month: { view: "dayGridMonth", label: "Month" },
    week: { view: "timeGridWeek", label: "Week" },
    day: { view: "timeGridDay", label: "Day" },
    agenda: { view: "listWeek", label: "Agenda" },
} as const

export function baseOptions(language: string, settings?: Boot["settings"]): CalendarOptions {
    return {
        plugins: [dayGrid, timeGrid, list, interaction],
        locales: [trLocale],
        views: { dayGridMonth: { dayHeaderFormat: { weekday: "short" } } },
        locale: language === "tr" ? "tr" : "en-gb",
        firstDay: 1,
        headerToolbar: false,
        height: "auto",
        nowIndicator: true,
        editable: true,
        eventDurationEditable: false,
        snapDuration: "00:15:00",
        slotMinTime: "07:00:00",
        slotMaxTime: "21:00:00",
        allDayText: __("All day"),
        noEventsText: __("Nothing planned"),
        moreLinkText: (count) => __("+{0} more", [count]),
        dayMaxEvents: 4,
        dayHeaderFormat: { weekday: "short", day: "numeric" },
        eventTimeFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
        slotLabelFormat: { hour: "2-digit", minute: "2-digit", hour12: false },
        displayEventEnd: false,
        longPressDelay: 350,
        businessHours: settings && {
            daysOfWeek: settings.working_days.map((monday0) => (monday0 + 1) % 7),
            startTime: settings.work_start,
            endTime: settings.work_end,
        },
    }
}

/** An entry as FullCalendar takes it; its own document travels along. */
export function toEvent(source: CalendarEvent): EventInput {
    const holiday = source.doctype === "Holiday"
    return {
        id: `${source.doctype}/${source.name}`,
        title: holiday ? __(source.title) : source.title,
        start: source.start.replace(" ", "T"),
        end: source.end?.replace(" ", "T"),
        allDay: holiday,
        display: holiday ? "background" : "block",
        editable: !!source.editable,
        classNames: [
            `tone-${toneOf(source.status ?? "")}`,
            `kind-${source.doctype.replaceAll(" ", "-").toLowerCase()}`,
        ],
        extendedProps: { source },
    }
}

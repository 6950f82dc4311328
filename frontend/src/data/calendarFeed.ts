import { call } from "./http"

/** A secret address that shows the user's calendar in any calendar program; a new one replaces the old. */
export const newCalendarLink = () =>
    call<{ url: string }>("oasis_crm.api.calendar_feed.new_link").then((answer) => answer.url)

export const revokeCalendarLink = () => call("oasis_crm.api.calendar_feed.revoke")

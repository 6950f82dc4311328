import { reactive } from "vue"
import { ServerError, SignedOut, Unreachable } from "@/data/http"
import { Refused } from "@/data/refused"
import { __ } from "@/i18n"
import { NoPicture } from "./picture"
import { NoPlace } from "./place"

export interface Toast {
    id: number
    text: string
    tone: "good" | "warn" | "bad" | "info"
    /** The page it leads to, if any. */
    to: string
}

export const toasts = reactive<Toast[]>([])
let last = 0

export function tell(text: string, tone: Toast["tone"] = "good", to = ""): void {
    const id = (last += 1)
    toasts.push({ id, text, tone, to })
    setTimeout(() => dismiss(id), tone === "good" ? 4500 : 9000)
}

export function dismiss(id: number): void {
    const index = toasts.findIndex((toast) => toast.id === id)
    if (index >= 0) toasts.splice(index, 1)
}

/** What went wrong, in words for the user. */
export function explain(error: unknown): string {
    if (error instanceof Unreachable)
        return __("The server cannot be reached. Try again when you are online.")
    if (error instanceof SignedOut) return __("Your session has ended. Log in again.")
    if ([NoPlace, NoPicture, Refused].some((kind) => error instanceof kind)) return (error as Error).message
    if (error instanceof ServerError) return error.message || __("The server refused this.")
    console.error(error)
    return __("Something went wrong on this device.")
}

export const complain = (error: unknown) => tell(explain(error), "bad")

export type Tone = "good" | "warn" | "bad" | "info" | "plain"

/** The colour of a status, a stage or a priority: one meaning, one colour, on every screen. */
const TONES: Record<Tone, readonly string[]> = {
    good: [
        "Done",
        "Completed",
        "Approved",
        "Payment",
        "Order",
        "Customer",
        "Verified",
        "Active",
        "A",
        "Accepted",
        "Success",
    ],
    warn: [
        "Assigned",
        "Open",
        "High",
        "Returned",
        "Closing",
        "Negotiation",
        "Requested",
        "C",
        "Captured",
        "Out of Range",
    ],
    bad: [
        "Missed",
        "Declined",
        "Lost",
        "Urgent",
        "Rejected",
        "Cancelled",
        "Error",
        "Missing",
        "Expired",
        "Failed",
        "Refused",
    ],
    info: ["Planned", "Seen", "In Progress", "Approach", "Prospect", "B", "Medium", "Tracked"],
    plain: [],
}

export function toneOf(value: string): Tone {
    return (Object.keys(TONES) as Tone[]).find((tone) => TONES[tone].includes(value)) ?? "plain"
}

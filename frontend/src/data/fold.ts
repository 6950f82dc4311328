/**
 * The Turkish fold of the server's `search_key`: every kind of i becomes i, the marks go, what is left is lower
 * case. Never `toLowerCase` alone: "İ" would become two code points.
 */
export function fold(text: unknown): string {
    return String(text ?? "")
        .replace(/[İIıi]/g, "i")
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()
}

/** Digits of a phone number as people compare them: without country code and leading zero. */
export function phoneKey(text: unknown): string {
    return String(text ?? "")
        .replace(/\D/g, "")
        .replace(/^(?:00)?90(?=\d{10}$)/, "")
        .replace(/^0+/, "")
}

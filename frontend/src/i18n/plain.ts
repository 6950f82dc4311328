/** The text of a message that may carry markup. */
export function plainText(markup: string): string {
    return new DOMParser().parseFromString(markup, "text/html").body.textContent ?? ""
}

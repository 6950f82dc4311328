/** Hands rows to the user as a file that a spreadsheet opens as it is, in Turkey too. */
export function saveCsv(name: string, rows: readonly (readonly unknown[])[]): void {
    const text = rows.map((row) => row.map(cell).join(";")).join("\r\n")
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }))
    link.download = `${name}.csv`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A text that a spreadsheet could take for a formula is marked as text. */
export function cell(value: unknown): string {
    const text = String(value ?? "")
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s().,-]+$/.test(text) ? `'${text}` : text
    return `"${safe.replaceAll('"', '""')}"`
}

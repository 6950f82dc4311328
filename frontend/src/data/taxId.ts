/** What is wrong with a tax number, or nothing. VKN: 10 digits of a company; TCKN: 11 digits of a person. */
export function taxIdProblem(text: string): "length" | "digits" | null {
    const digits = text.replace(/\D/g, "")
    if (!digits) return null
    if (digits.length !== 10 && digits.length !== 11) return "length"
    // These two pass the check digits and are what people type to get past a form.
    if (digits === "1234567890" || digits === "12345678950") return "digits"
    return (digits.length === 10 ? isVkn(digits) : isTckn(digits)) ? null : "digits"
}

function isVkn(text: string): boolean {
    const digits = [...text].map(Number)
    const sum = digits.slice(0, 9).reduce((total, digit, index) => {
        const shifted = (digit + 9 - index) % 10
        if (!shifted) return total
        return total + ((shifted * 2 ** (9 - index)) % 9 || 9)
    }, 0)
    return (10 - (sum % 10)) % 10 === digits[9]
}

function isTckn(text: string): boolean {
    const d = [...text].map(Number)
    if (d[0] === 0) return false
    const odd = d[0]! + d[2]! + d[4]! + d[6]! + d[8]!
    const even = d[1]! + d[3]! + d[5]! + d[7]!
    const tenth = (((odd * 7 - even) % 10) + 10) % 10
    const eleventh = d.slice(0, 10).reduce((sum, digit) => sum + digit, 0) % 10
    return tenth === d[9] && eleventh === d[10]
}

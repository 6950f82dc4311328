import { ref } from "vue"
import turkish from "./tr.json"

/** English is the source: a text is its own key. Other languages are catalogues that ship with the app. */
type Catalogue = Record<string, string>
const CATALOGUES: Record<string, Catalogue> = { tr: turkish }

export const language = ref("tr")

export function applyLanguage(wanted: string | undefined): void {
    const code = (wanted || "tr").slice(0, 2)
    language.value = code === "tr" ? "tr" : "en"
    document.documentElement.lang = language.value
    localStorage.setItem("oasis.language", language.value)
}

/** The text in the user's language, with {0}, {1} … filled in. */
export function __(text: string, params: (string | number)[] = []): string {
    const known = CATALOGUES[language.value]?.[text] ?? text
    return known.replace(/\{(\d+)\}/g, (whole, index) => String(params[Number(index)] ?? whole))
}

/** Country and language for dates and numbers. */
export const locale = () => (language.value === "tr" ? "tr-TR" : "en-GB")

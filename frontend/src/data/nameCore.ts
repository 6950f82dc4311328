import { fold } from "./fold"
import tradeWords from "./tradeWords.json"

/** The server's own lists (`domain/trade_words.py`); tests keep the two equal. */
const LEGAL = new Set(tradeWords.legal)
const TRADES: Record<string, string> = tradeWords.trades
const ALIASES: Record<string, string> = tradeWords.aliases
const SURNAMES = new Set(tradeWords.surnames)
const LONGEST_ABBREVIATION = 4
const TRADE_ENDING = /^\w{4,}c[iu]l[iu][kg]i?$/

/** The words of a firm's name proper in alphabetical order, without trade and legal form. */
export const nameCore = (name: string) => coreWords(name).sort().join(" ")

/** The same words in the order in which they stand. */
export function coreWords(name: string): string[] {
    const core: string[] = []
    const trades: string[] = []
    const dotted = new Set([...name.matchAll(/(\p{L}+)\./gu)].map(([, word]) => fold(word)))
    const words = fold(name.replace(/['’]/g, "")).match(/\d+|[^\d\s]+/g) ?? []
    for (const word of withoutInitials(words)) {
        if (LEGAL.has(word)) continue
        const surname = SURNAMES.has(word) && !dotted.has(word)
        const trade = surname ? undefined : tradeOf(word, !core.length && !trades.length)
        if (trade) trades.push(trade)
        else core.push(ALIASES[word] ?? word)
    }
    return core.length ? joinedInitials(core) : [...new Set(trades)]
}

/** In front an abbreviation is a name: "Mak Lojistik", "Taş İnşaat". */
function tradeOf(word: string, first: boolean): string | undefined {
    if (first && word.length <= LONGEST_ABBREVIATION && TRADES[word] !== word) return undefined
    return TRADES[word] ?? (TRADE_ENDING.test(word) ? word : undefined)
}

function withoutInitials(words: string[]): string[] {
    const ends = /^[at] s$/.test(words.slice(-2).join(" "))
    return words.length > 2 && ends ? withoutInitials(words.slice(0, -2)) : words
}

/** Single letters in a row are one word: "A.B.C. Petrol". */
function joinedInitials(words: string[]): string[] {
    return words
        .join(" ")
        .replace(/\b(\w)(?: (\w)\b)+/g, (run) => run.replaceAll(" ", ""))
        .split(" ")
}

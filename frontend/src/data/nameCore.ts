import { fold } from "./fold"
import tradeWords from "./tradeWords.json"

/** The server's own lists (`domain/trade_words.py`); tests keep the two equal. */
const LEGAL = new Set(tradeWords.legal)
const TRADES: Record<string, string> = tradeWords.trades
const ALIASES: Record<string, string> = tradeWords.aliases
const LONGEST_ABBREVIATION = 4

/** The words of a firm's name proper in alphabetical order, without trade and legal form. */
export const nameCore = (name: string) => coreWords(name).sort().join(" ")

/** The same words in the order in which they stand. */
export function coreWords(name: string): string[] {
    const core: string[] = []
    const trades: string[] = []
    for (const word of withoutInitials(fold(name.replace(/['’]/g, "")).split(" ").filter(Boolean))) {
        if (LEGAL.has(word)) continue
        const trade = tradeOf(word, !core.length && !trades.length)
        if (trade) trades.push(trade)
        else core.push(ALIASES[word] ?? word)
    }
    return core.length ? joinedInitials(core) : [...new Set(trades)]
}

/** In front an abbreviation is a name: "Mak Lojistik", "Taş İnşaat". */
function tradeOf(word: string, first: boolean): string | undefined {
    if (first && word.length <= LONGEST_ABBREVIATION && TRADES[word] !== word) return undefined
    return TRADES[word]
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

import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/**
 * Every text of the sources that is shown: what stands inside a call of `__`, and the words in tables (constants
 * in capitals) that are handed to `__` where they are shown.
 */
export function stringsIn(folder: string): Set<string> {
    const found = new Set<string>()
    for (const file of sources(folder)) {
        const text = readFileSync(file, "utf8")
        for (const start of text.matchAll(/\b(?:__|known)\(/g)) {
            const call = enclosed(text, start.index + start[0].length - 1)
            for (const word of literals(firstArgument(call))) found.add(word)
        }
        for (const start of text.matchAll(/const [A-Z][A-Z_]+\b[^=\n]*= ?([[{])/g)) {
            const table = enclosed(text, start.index + start[0].length - 1)
            for (const word of literals(table).filter(isWording)) found.add(word)
        }
    }
    return found
}

/** Words that people read: not an icon, an address, a field or a format. */
const isWording = (text: string) => /^[A-Z+{][^]*$/.test(text) && !/^[A-Z_]+$/.test(text)

function literals(source: string): string[] {
    return [...source.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g)].map((match) =>
        (match[1] ?? match[2] ?? "").replace(/\\(.)/g, "$1"),
    )
}

/** The text from an opening bracket to the one that closes it. */
function enclosed(text: string, open: number): string {
    let depth = 0
    for (let at = open; at < text.length; at += 1) {
        if ("([{".includes(text[at]!)) depth += 1
        if (")]}".includes(text[at]!)) depth -= 1
        if (depth === 0) return text.slice(open + 1, at)
    }
    return ""
}

/** A call's text up to the list of parameters that fills its places; lookups by text hold field names, not words. */
function firstArgument(call: string): string {
    const parameters = call.search(/,\s*\[/)
    const argument = parameters < 0 ? call : call.slice(0, parameters)
    return argument.replace(/\w+\([^)]*\)|\w*\[[^\]]*\]|[!=]==?\s*"[^"]*"|\?\?\s*""/g, "")
}

function sources(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name)
        if (statSync(path).isDirectory()) return sources(path)
        return /\.(vue|ts)$/.test(name) && !/\.(test|d)\.ts$/.test(name) ? [path] : []
    })
}

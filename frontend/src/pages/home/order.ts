/** The list with `key` at place `to`. */
export function moved(list: readonly string[], key: string, to: number): string[] {
    const rest = list.filter((entry) => entry !== key)
    return [...rest.slice(0, to), key, ...rest.slice(to)]
}

/** The list without `key` where it had it, else with it at its end. */
export const toggled = (list: readonly string[], key: string): string[] =>
    list.includes(key) ? list.filter((entry) => entry !== key) : [...list, key]

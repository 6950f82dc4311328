import { ref } from "vue"

export type Theme = "light" | "dark" | "system"
export const theme = ref<Theme>("system")
/** What is really shown: the user's theme, or the device's where he leaves it to that. */
export const shade = ref<"light" | "dark">("light")
export const density = ref<"comfortable" | "compact">("comfortable")

const dark = matchMedia("(prefers-color-scheme: dark)")
dark.addEventListener("change", paint)

/** Shows what the user prefers and remembers it on the device, for the first paint of the next start. */
export function applyAppearance(preferences: { theme?: string; density?: string } | null | undefined): void {
    const wanted = (preferences?.theme ?? localStorage.getItem("oasis.theme") ?? "system").toLowerCase()
    theme.value = wanted === "light" || wanted === "dark" ? wanted : "system"
    density.value = preferences?.density?.toLowerCase() === "compact" ? "compact" : "comfortable"
    localStorage.setItem("oasis.theme", theme.value)
    paint()
}

function paint(): void {
    const isDark = theme.value === "dark" || (theme.value === "system" && dark.matches)
    const root = document.documentElement
    shade.value = root.dataset.theme = isDark ? "dark" : "light"
    root.dataset.density = density.value
    document
        .querySelector('meta[name="theme-color"]')
        ?.setAttribute("content", isDark ? "#0d1716" : "#0f5f61")
}

import { onScopeDispose } from "vue"

/** Ctrl (or ⌘) with a key, anywhere in the app, for as long as the caller lives. */
export function useHotkey(key: string, action: () => void): void {
    const pressed = (event: KeyboardEvent) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== key) return
        event.preventDefault()
        action()
    }
    window.addEventListener("keydown", pressed)
    onScopeDispose(() => window.removeEventListener("keydown", pressed))
}

import { ref } from "vue"
import { complain } from "./toasts"

/** What a button does: one at a time, and a refusal is told. `busy` is what disables the button. */
export function useAction() {
    const busy = ref(false)

    async function run(action: () => Promise<unknown>): Promise<void> {
        if (busy.value) return
        busy.value = true
        try {
            await action()
        } catch (error) {
            complain(error)
        } finally {
            busy.value = false
        }
    }

    return { busy, run }
}

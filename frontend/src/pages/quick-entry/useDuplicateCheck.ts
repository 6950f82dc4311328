import { onScopeDispose, ref, watch } from "vue"
import { findDuplicates, type FirmEntry } from "@/data/firms"
import { localDuplicates } from "@/data/duplicates"
import type { Candidate } from "@/data/types"

const PAUSE = 250

/** Who follows a firm like the one being typed, asked anew whenever the typing pauses. */
export function useDuplicateCheck(entry: FirmEntry) {
    const candidates = ref<Candidate[]>([])
    const checking = ref(false)
    /** The server could not be asked: only what this device knows was looked at. */
    const limited = ref(false)
    let pause: ReturnType<typeof setTimeout> | undefined
    let asked: AbortController | undefined

    async function check() {
        asked?.abort()
        const mine = (asked = new AbortController())
        checking.value = true
        const found = await findDuplicates({ ...entry }, mine.signal).then(
            (list) => ({ list, limited: false }),
            async () => ({ list: await localDuplicates({ ...entry }), limited: true }),
        )
        if (mine.signal.aborted) return
        candidates.value = found.list
        limited.value = found.limited
        checking.value = false
    }

    function later() {
        clearTimeout(pause)
        const enough =
            entry.firm_name.trim().length >= 3 ||
            entry.tax_id.length >= 10 ||
            entry.phone.replace(/\D/g, "").length >= 7
        if (enough) pause = setTimeout(() => void check(), PAUSE)
        else candidates.value = []
    }

    watch(() => [entry.firm_name, entry.phone, entry.city, entry.tax_id], later, { immediate: true })
    onScopeDispose(() => {
        clearTimeout(pause)
        asked?.abort()
    })
    return { candidates, checking, limited }
}

import { useLive } from "@/data/live"
import { isSetAside, isUnsent } from "@/data/outbox/outbox"
import { store } from "@/data/store/db"

/** How many changes have not reached the server, and how many of these it refused. */
export function useOutboxCounts() {
    return useLive(
        async () => {
            const changes = await store().outbox.toArray()
            return { unsent: changes.filter(isUnsent).length, setAside: changes.filter(isSetAside).length }
        },
        { unsent: 0, setAside: 0 },
    )
}

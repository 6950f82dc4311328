/**
 * Of all the tabs that one user has open, one exchanges with the server; the others ask it to. Where the
 * browser has no locks (pages without TLS), each tab exchanges by itself: ids keep that harmless.
 */
export class Leadership {
    private readonly channel: BroadcastChannel | null
    private release: (() => void) | null = null
    leads = false

    constructor(
        user: string,
        private readonly onAsked: () => void,
    ) {
        this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`oasis:${user}`)
        this.channel?.addEventListener("message", this.heard)
        this.stand(`oasis-leader:${user}`)
    }

    private stand(lock: string): void {
        if (!navigator.locks) {
            this.leads = true
            return
        }
        void navigator.locks.request(lock, () => {
            this.leads = true
            this.onAsked()
            return new Promise<void>((resolve) => (this.release = resolve))
        })
    }

    private heard = (event: MessageEvent): void => {
        if (event.data === "sync" && this.leads) this.onAsked()
    }

    ask(): void {
        if (this.leads) this.onAsked()
        else this.channel?.postMessage("sync")
    }

    stop(): void {
        this.leads = false
        this.release?.()
        this.channel?.close()
    }
}

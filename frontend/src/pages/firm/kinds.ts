/** What kinds of entries a firm's history has: how they are called and drawn. */
export const KINDS: Record<string, { label: string; icon: string }> = {
    visit: { label: "Visits", icon: "lucide-handshake" },
    call: { label: "Calls", icon: "lucide-phone-call" },
    stage: { label: "Stages", icon: "lucide-milestone" },
    document: { label: "Documents", icon: "lucide-file-text" },
    contract: { label: "Contracts", icon: "lucide-file-signature" },
    sale: { label: "Consumption", icon: "lucide-fuel" },
    limit: { label: "Limits", icon: "lucide-gauge" },
    transfer: { label: "Transfers", icon: "lucide-arrow-right-left" },
    work_order: { label: "Work orders", icon: "lucide-clipboard-list" },
    reminder: { label: "Reminders", icon: "lucide-alarm-clock" },
    comment: { label: "Comments", icon: "lucide-message-square" },
    change: { label: "Changes", icon: "lucide-history" },
}

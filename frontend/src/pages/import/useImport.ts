import { computed, onScopeDispose, ref } from "vue"
import { complain, explain } from "@/composables/toasts"
import {
    cancelImport,
    importState,
    preview,
    resumeImport,
    startImport,
    undoImport,
    uploadWorkbook,
    type FirmImport,
    type Preview,
    type Undone,
} from "@/data/imports"
import { onEvent } from "@/data/realtime"

const POLL = 1200
const RUNNING = ["Draft", "Running"]

/** The steps of an import: a file, what its columns mean and what would happen, the work, the result. */
export function useImport() {
    const fileUrl = ref("")
    const found = ref<Preview | null>(null)
    const job = ref<FirmImport | null>(null)
    const undone = ref<Undone | null>(null)
    const busy = ref(false)
    const problem = ref("")
    let timer: ReturnType<typeof setTimeout> | undefined

    async function attempt(work: () => Promise<void>) {
        busy.value = true
        problem.value = ""
        try {
            await work()
        } catch (error) {
            problem.value = explain(error)
        } finally {
            busy.value = false
        }
    }

    const choose = (file: File) =>
        attempt(async () => {
            fileUrl.value = await uploadWorkbook(file)
            found.value = await preview(fileUrl.value)
        })

    const remap = (column: string, fieldname: string) =>
        attempt(async () => {
            if (!found.value) return
            found.value = await preview(fileUrl.value, {
                ...found.value.mapping,
                [column]: fieldname || null,
            })
        })

    const start = () =>
        attempt(async () => {
            if (found.value) follow(await startImport(fileUrl.value, found.value.mapping))
        })

    function follow(started: FirmImport) {
        job.value = started
        clearTimeout(timer)
        if (RUNNING.includes(started.status)) timer = setTimeout(() => void look(), POLL)
    }

    const look = async () => job.value && follow(await importState(job.value.name).catch(() => job.value!))
    const cancel = () => job.value && cancelImport(job.value.name).then(look, complain)
    const resume = () => job.value && resumeImport(job.value.name).then(look, complain)
    const undo = () =>
        attempt(async () => {
            if (!job.value) return
            undone.value = await undoImport(job.value.name)
            await look()
        })

    function restart() {
        clearTimeout(timer)
        found.value = job.value = undone.value = null
        problem.value = ""
    }

    const running = computed(() => !!job.value && RUNNING.includes(job.value.status))
    onScopeDispose(onEvent("import_progress", () => void look()))
    onScopeDispose(() => clearTimeout(timer))
    return {
        found,
        job,
        undone,
        busy,
        problem,
        running,
        choose,
        remap,
        start,
        follow,
        cancel,
        resume,
        undo,
        restart,
    }
}

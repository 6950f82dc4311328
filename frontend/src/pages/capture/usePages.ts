import { onScopeDispose, ref } from "vue"
import { pageOf } from "@/composables/picture"
import { complain } from "@/composables/toasts"
import { uuid } from "@/data/ids"
import type { CapturedPage } from "@/data/papers"

export interface Page extends CapturedPage {
    id: string
    /** Address of the picture for the screen; empty for a PDF. */
    preview: string
}

/** The pages of a document that is being captured, in their order. */
export function usePages() {
    const pages = ref<Page[]>([])

    async function add(file: Blob, name?: string) {
        try {
            const { bytes, filename } = await pageOf(file, name)
            const preview = filename.endsWith(".jpg")
                ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }))
                : ""
            pages.value.push({ id: uuid(), bytes, filename, preview, rotation: 0, crop: null })
        } catch (error) {
            complain(error)
        }
    }

    async function addFiles(files: FileList | null) {
        for (const file of files ?? []) await add(file, file.name)
    }

    function remove(index: number) {
        const [gone] = pages.value.splice(index, 1)
        if (gone?.preview) URL.revokeObjectURL(gone.preview)
    }

    function turn(index: number) {
        const page = pages.value[index]
        if (page) page.rotation = ((page.rotation + 90) % 360) as Page["rotation"]
    }

    function swap(one: number, other: number) {
        const list = [...pages.value]
        ;[list[one], list[other]] = [list[other]!, list[one]!]
        pages.value = list
    }

    onScopeDispose(() => pages.value.forEach((page) => page.preview && URL.revokeObjectURL(page.preview)))
    return { pages, add, addFiles, remove, turn, swap }
}

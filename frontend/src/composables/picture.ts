import { __ } from "@/i18n"

/** Something that was picked cannot be used as a page; the message says why. */
export class NoPicture extends Error {}

/** Enough to read the small print of a contract, small enough for a phone's line. */
const LONGEST = 2400
const QUALITY = 0.85
const MOST = 25 * 1024 * 1024

/** A picture as an upright JPEG of bounded size, without what the camera wrote into it. PDFs stay as they are. */
export async function pageOf(
    file: File | Blob,
    name = "page.jpg",
): Promise<{ bytes: ArrayBuffer; filename: string }> {
    if (file.size > MOST) throw new NoPicture(__("A file may have 25 MB at most."))
    if (file.type === "application/pdf") return { bytes: await file.arrayBuffer(), filename: name }
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
        throw new NoPicture(__("This is not a picture that can be read here."))
    })
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY))
    if (!blob) throw new NoPicture(__("This is not a picture that can be read here."))
    return { bytes: await blob.arrayBuffer(), filename: name.replace(/\.\w+$/, "") + ".jpg" }
}

import { expect, test } from "@playwright/test"
import { say } from "./builders"
import { caller, email, enter, freshWord } from "./people"

/** A thumb types about five letters a second. */
const LETTER = 180

test("a firm is entered with one thumb in under 15 seconds", async ({ page, playwright, baseURL }, info) => {
    const rep = await caller(playwright, baseURL!, "rep1")
    await enter(page, "rep1")
    const name = `${freshWord().slice(0, 12)} Nak`
    const started = Date.now()
    let presses = 0
    const type = async (text: string) => {
        presses += text.length
        await page.keyboard.type(text, { delay: LETTER })
    }
    const press = async (key: string) => {
        presses += 1
        await page.keyboard.press(key)
    }

    const add = page.getByRole("link", { name: say("New firm") }).first()
    await (info.project.name === "phone" ? add.tap() : add.click())
    presses += 1
    const field = page.getByLabel(say("Firm name"))
    await expect(field).toBeFocused()
    await expect(page.getByLabel(say("City"))).not.toHaveValue("")
    await type(name)
    await press("Enter")
    await expect(page.getByLabel(say("Phone"))).toBeFocused()
    await expect(page.getByLabel(say("Phone"))).toHaveAttribute("inputmode", "tel")
    await type(`0312${String(Date.now()).slice(-7)}`)
    await expect(page.getByLabel(say("City"))).toHaveValue("Ankara")
    await press("Enter")
    await press("Enter")
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    const seconds = (Date.now() - started) / 1000
    info.annotations.push({
        type: "figures",
        description: `${presses} presses, ${seconds.toFixed(1)} s`,
    })
    console.log(`quick entry (${info.project.name}): ${presses} presses, ${seconds.toFixed(1)} s`)
    expect(seconds).toBeLessThan(15)
    const [firm] = await rep.list("Firm", {
        fields: ["city", "sales_rep", "entry_method"],
        filters: { firm_name: name },
    })
    expect(firm).toEqual({
        city: "Ankara",
        sales_rep: email("rep1"),
        entry_method: "Quick",
    })
})

test("what is pressed while a firm is entered lies where the thumb is and is large enough", async ({
    page,
}, info) => {
    test.skip(info.project.name !== "phone", "a mouse needs no such room")
    await enter(page, "rep1")
    await page.goto("/oasis/firms/new")
    const box = await page.getByRole("button", { name: say("Save firm") }).boundingBox()
    expect(box!.height).toBeGreaterThanOrEqual(48)
    expect(box!.y).toBeGreaterThan(844 / 2)
    expect(box!.y + box!.height).toBeLessThan(844)
    for (const label of ["Firm name", "Phone", "City"])
        expect((await page.getByLabel(say(label)).boundingBox())!.height).toBeGreaterThanOrEqual(44)
})

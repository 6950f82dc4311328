import { readFileSync } from "node:fs"
import { join } from "node:path"
import AxeBuilder from "@axe-core/playwright"
import { expect, test, type Page } from "@playwright/test"
import { caller, enter } from "./people"

const SCREENS = ["/", "/firms", "/firms/new", "/calendar", "/work-orders", "/reminders", "/notifications", "/sync", "/settings", "/more"]
const catalogue = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../frontend/src/i18n/tr.json"), "utf8"),
) as Record<string, string>
const english = new Set(Object.keys(catalogue).filter((text) => catalogue[text] !== text && text.length > 2))

/** Every piece of text that stands on the page, as a reader sees it. */
const texts = (page: Page) =>
    page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        while (walker.nextNode()) found.push((walker.currentNode.textContent ?? "").trim())
        return found
    })

async function firmOf(page: Page): Promise<string> {
    await page.goto("/oasis/firms")
    const link = page.locator("main li a").first()
    return (await link.getAttribute("href"))!.replace(/^\/oasis/, "")
}

test("no English fragment stands in a Turkish screen", async ({ page }) => {
    await enter(page, "rep1")
    const firm = await firmOf(page)
    for (const screen of [...SCREENS, firm, `${firm}/visit`]) {
        await page.goto(`/oasis${screen}`)
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        expect((await texts(page)).filter((text) => english.has(text)), screen).toEqual([])
    }
})

test("every screen passes the accessibility rules of WCAG AA in both themes", async ({ page }) => {
    test.slow()
    await enter(page, "rep1")
    const firm = await firmOf(page)
    for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
        for (const screen of [...SCREENS, firm, `${firm}/visit`]) {
            await page.goto(`/oasis${screen}`)
            await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
            const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa"]).analyze()
            const said = violations.map((entry) => `${entry.id}: ${entry.nodes.map((node) => node.html).join(" | ")}`)
            expect(said, `${screen} (${colorScheme})`).toEqual([])
        }
    }
})

test("whatever is touched is at least 44 pixels high", async ({ page }, info) => {
    test.skip(info.project.name !== "phone", "a mouse needs no such room")
    await enter(page, "rep1")
    for (const screen of ["/", "/firms", "/firms/new", "/settings", "/reminders"]) {
        await page.goto(`/oasis${screen}`)
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
        const small = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>("main a, main button, main input:not([type=checkbox]), main select, nav a")]
                .filter((element) => element.offsetParent && element.getBoundingClientRect().height < 43.5)
                .map((element) => element.outerHTML.slice(0, 120)),
        )
        expect(small, screen).toEqual([])
    }
})

test("the first load needs no more than 250 KB of script", async ({ page }) => {
    const sizes = new Map<string, number>()
    page.on("response", async (response) => {
        if (!response.url().endsWith(".js") || response.request().serviceWorker()) return
        const { gzipSync } = await import("node:zlib")
        sizes.set(response.url(), gzipSync(await response.body()).length)
    })
    await page.goto("/oasis/login")
    await page.waitForLoadState("networkidle")
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0)
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(250_000)
})

test("Ctrl+K opens the palette, finds a firm and goes there by keyboard alone", async ({ page, playwright, baseURL }) => {
    const rep = await caller(playwright, baseURL!, "rep1")
    const [firm] = await rep.list("Firm", { fields: ["firm_name"], limit: 1, order_by: "creation desc" })
    await enter(page, "rep1")
    await page.keyboard.press("Control+k")
    await page.keyboard.type(firm!.firm_name!)
    await expect(page.getByRole("option").first()).toContainText(firm!.firm_name!)
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { level: 1, name: firm!.firm_name! })).toBeVisible()
})

import { readFileSync } from "node:fs"
import { join } from "node:path"
import AxeBuilder from "@axe-core/playwright"
import { expect, test, type Page } from "@playwright/test"
import { caller, enter, type Person } from "./people"

const REP = [
    ...[
        "/",
        "/firms",
        "/firms?look=board",
        "/firms?look=map",
        "/firms/new",
        "/firms/new/detail",
        "/calendar",
    ],
    ...[
        "/route",
        "/work-orders",
        "/targets",
        "/reports",
        "/documents",
        "/transfers",
        "/import",
        "/reminders",
    ],
    ...["/notifications", "/sync", "/settings", "/more"],
]
const MANAGER = [
    ...[
        "/",
        "/firms",
        "/firms?look=board",
        "/assignments",
        "/duplicates",
        "/transfers",
        "/documents",
        "/targets",
    ],
    ...["/reports", "/import", "/work-orders", "/calendar", "/settings"],
]
/** What hangs on a firm. */
const OF_FIRM = ["", "/edit", "/visit", "/documents/new"]

type Language = "tr" | "en"

const stored = (path: string) => readFileSync(join(import.meta.dirname, "../..", path), "utf8")
const catalogue = JSON.parse(stored("frontend/src/i18n/tr.json")) as Record<string, string>
const ofServer = stored("oasis_crm/translations/tr.csv")
    .split("\n")
    .map((line) => line.split(","))
    .filter((cells) => cells.length === 2 && !cells.join().includes('"')) as [string, string][]
const pairs = [...ofServer, ...Object.entries(catalogue)].filter(
    ([english, turkish]) => turkish !== english && english.length > 2 && turkish.length > 2,
)
const [english, turkish] = [new Set(pairs.map(([text]) => text)), new Set(pairs.map(([, text]) => text))]
/** Words of one language that the other one writes alike. */
const shared = new Set([...english].filter((text) => turkish.has(text)))

/** Every piece of text that stands on the page, as a reader sees it. */
const texts = (page: Page) =>
    page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        while (walker.nextNode()) found.push((walker.currentNode.textContent ?? "").trim())
        return found
    })

async function show(page: Page, screen: string): Promise<void> {
    await page.goto(`/oasis${screen}`)
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible()
    await expect(page.locator("main .skeleton")).toHaveCount(0)
}

/** Every screen of a person's mode, those of one of his firms among them. */
async function screensOf(page: Page, person: Person): Promise<string[]> {
    await enter(page, person)
    await show(page, "/firms")
    const firm = (await page.locator("main li a").first().getAttribute("href"))!.replace(/^\/oasis/, "")
    return [...(person === "manager" ? MANAGER : REP), ...OF_FIRM.map((part) => firm + part)]
}

/** Words of the language that the reader did not choose. */
async function foreign(page: Page, language: Language): Promise<string[]> {
    const strange = language === "tr" ? english : turkish
    return (await texts(page)).filter((text) => strange.has(text) && !shared.has(text))
}

/** What breaks the accessibility rules of WCAG AA. */
async function barriers(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa"]).analyze()
    return violations.map(
        (entry) => `${entry.id}: ${entry.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    )
}

/** What is touched and less than 44 pixels high. */
const tooSmall = (page: Page) =>
    page.evaluate(() =>
        [
            ...document.querySelectorAll<HTMLElement>(
                "main a, main button, main input:not([type=checkbox], [type=file]), main select, nav a",
            ),
        ]
            // In the calendar's list the whole row is pressed, not the words in it.
            .filter(
                (element) =>
                    !element.closest(".fc") &&
                    element.offsetParent &&
                    element.getBoundingClientRect().height < 43.5,
            )
            .map((element) => element.outerHTML.slice(0, 120)),
    )

for (const person of ["rep1", "manager"] as const)
    for (const [language, colorScheme] of [
        ["tr", "light"],
        ["en", "dark"],
    ] as const)
        test(`every screen speaks one language and is accessible to all (${person}, ${language}, ${colorScheme})`, async ({
            page,
            playwright,
            baseURL,
        }, info) => {
            const phone = info.project.name === "phone"
            test.skip(phone && person === "manager", "a rep's pages are laid out alike")
            test.setTimeout(300_000)
            const user = await caller(playwright, baseURL!, person)
            const speak = (wanted: Language) =>
                user.post("/api/method/oasis_crm.api.preferences.save", { values: { language: wanted } })
            const screens = await screensOf(page, person)
            await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
            try {
                expect((await speak(language)).status()).toBe(200)
                await page.reload()
                await expect(page.locator("html")).toHaveAttribute("lang", language)
                for (const screen of screens) {
                    await show(page, screen)
                    expect.soft(await foreign(page, language), screen).toEqual([])
                    expect.soft(await barriers(page), screen).toEqual([])
                    // A mouse needs no such room.
                    if (phone) expect.soft(await tooSmall(page), screen).toEqual([])
                }
            } finally {
                await speak("tr")
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

test("Ctrl+K opens the palette, finds a firm and goes there by keyboard alone", async ({
    page,
    playwright,
    baseURL,
}) => {
    const rep = await caller(playwright, baseURL!, "rep1")
    const [firm] = await rep.list("Firm", { fields: ["firm_name"], limit: 1, order_by: "creation desc" })
    await enter(page, "rep1")
    await page.keyboard.press("Control+k")
    await expect(page.getByRole("combobox")).toBeFocused()
    await page.keyboard.type(firm!.firm_name!)
    await expect(page.getByRole("option").first()).toContainText(firm!.firm_name!)
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { level: 1, name: firm!.firm_name! })).toBeVisible()
})

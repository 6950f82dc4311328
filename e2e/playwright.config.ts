import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig } from "@playwright/test"

/** With BASE_URL the tests use a server that is there; without it they start one on a site of their own. */
const port = process.env.E2E_PORT ?? "8159"
const address = process.env.BASE_URL ?? `http://127.0.0.1:${port}`
const site = join(tmpdir(), `oasis-e2e-${port}.localhost`)

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }

export default defineConfig({
    testDir: "stories",
    outputDir: "results",
    timeout: 90_000,
    expect: { timeout: 15_000 },
    workers: 1,
    // A busy machine may be late once; what fails twice is broken.
    retries: 1,
    reporter: "list",
    use: {
        baseURL: address,
        locale: "tr-TR",
        timezoneId: "Europe/Istanbul",
        trace: "retain-on-failure",
        launchOptions: {
            executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
            args: [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
            ],
        },
    },
    projects: [
        { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
        {
            name: "phone",
            use: phone,
            testMatch: /(day|documents|field|history|offline|quick|routing|screens|transfer)\.spec\.ts/,
        },
        // Of these only what a rep does with his thumb: the rest is the mouse's, or the same at any size.
        { name: "phone-tagged", use: phone, testMatch: /(calendar|orders|told)\.spec\.ts/, grep: /@phone/ },
    ],
    webServer: process.env.BASE_URL
        ? undefined
        : {
              command: `rm -rf "${site}" && exec "${process.env.OASIS_PYTHON ?? "python3"}" ../oasis run`,
              url: `${address}/api/method/ping`,
              timeout: 300_000,
              env: { PORT: port, SITE: site, DEMO_FIRMS: "400", DEMO_VISITS: "2500", DEMO_SALES: "4000" },
          },
})

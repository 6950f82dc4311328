import { fileURLToPath, URL } from "node:url"
import vue from "@vitejs/plugin-vue"
import { defineConfig } from "vitest/config"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
    root: here("."),
    plugins: [vue()],
    resolve: {
        alias: { "@": here("./src"), fui: here("./node_modules/frappe-ui/src/components") },
    },
    test: {
        environment: "happy-dom",
        include: ["src/**/*.test.ts"],
        setupFiles: [here("./src/testing/setup.ts")],
        env: { TZ: "Europe/Istanbul" },
    },
})

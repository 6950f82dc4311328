import { fileURLToPath, URL } from "node:url"
import vue from "@vitejs/plugin-vue"
import autoprefixer from "autoprefixer"
import tailwindcss from "tailwindcss"
import { FileSystemIconLoader } from "unplugin-icons/loaders"
import Icons from "unplugin-icons/vite"
import { defineConfig } from "vite"
import { VitePWA } from "vite-plugin-pwa"
import { framePage } from "./build/page"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
export const BASE = "/assets/oasis_crm/frontend/"

export default defineConfig(({ command }) => ({
    root: here("."),
    base: command === "build" ? BASE : "/",
    resolve: {
        alias: {
            "@": here("./src"),
            // Single components, not the package's index: the index pulls in its editor and charts.
            fui: here("./node_modules/frappe-ui/src/components"),
            // Its components carry a second icon set by name; ours come from CSS, so 20 KB stay out.
            "feather-icons": here("./src/ui/feather-none.ts"),
        },
    },
    css: {
        postcss: { plugins: [tailwindcss({ config: here("./tailwind.config.js") }), autoprefixer()] },
    },
    plugins: [
        vue(),
        Icons({
            compiler: "vue3",
            customCollections: { lucide: FileSystemIconLoader(here("./node_modules/lucide-static/icons")) },
        }),
        VitePWA({
            strategies: "injectManifest",
            srcDir: "src",
            filename: "sw.ts",
            injectRegister: false,
            manifest: false,
            injectManifest: {
                globPatterns: ["**/*.{js,css,woff2,svg,png,webmanifest,geojson}"],
                globIgnores: ["sw.js", "index.html"],
                modifyURLPrefix: { "": BASE },
                maximumFileSizeToCacheInBytes: 3_000_000,
            },
            devOptions: { enabled: false },
        }),
        framePage(here("../oasis_crm/www/oasis.html")),
    ],
    build: {
        outDir: here("../oasis_crm/public/frontend"),
        emptyOutDir: true,
        target: "es2021",
        chunkSizeWarningLimit: 700,
        rollupOptions: {
            output: {
                manualChunks: (id) => (/node_modules\/(@vue|vue|vue-router)\//.test(id) ? "vue" : undefined),
            },
        },
    },
    server: { port: 8150, host: "127.0.0.1" },
}))

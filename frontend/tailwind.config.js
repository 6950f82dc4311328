import { fileURLToPath } from "node:url"
import frappeUi from "frappe-ui/tailwind"

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const COMPONENTS = "Avatar,Badge,Button,Dialog,Dropdown,Popover,Switch,Tooltip"

export default {
    presets: [frappeUi],
    content: [
        here("./index.html"),
        here("./src/**/*.{vue,ts}"),
        here(`./node_modules/frappe-ui/src/components/{${COMPONENTS}}/*.{vue,ts}`),
    ],
    theme: {
        extend: {
            fontFamily: { sans: ["Figtree Variable", "system-ui", "Segoe UI", "Roboto", "sans-serif"] },
            colors: {
                canvas: "var(--canvas)",
                brand: {
                    DEFAULT: "var(--brand)",
                    strong: "var(--brand-strong)",
                    soft: "var(--brand-soft)",
                    ink: "var(--brand-ink)",
                },
                amberline: "var(--amberline)",
            },
            height: { touch: "2.75rem" },
            minHeight: { touch: "2.75rem" },
            minWidth: { touch: "2.75rem" },
        },
    },
}

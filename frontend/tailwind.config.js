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
        // The preset's sizes without its weights: those would win over `font-bold` beside them.
        fontSize: {
            "2xs": ["11px", "1.3"],
            xs: ["12px", "1.35"],
            sm: ["13.5px", "1.4"],
            base: ["15px", "1.45"],
            lg: ["17px", "1.4"],
            xl: ["19px", "1.3"],
            "2xl": ["22px", "1.25"],
            "3xl": ["27px", "1.2"],
            "4xl": ["36px", "1.12"],
            "p-sm": ["13.5px", "1.5"],
            "p-base": ["15px", "1.5"],
        },
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

import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Plugin } from "vite"

/** Writes the built index.html where the framework looks for its pages, with the session's values in it. */
export function framePage(target: string): Plugin {
    let outDir = ""
    return {
        name: "oasis-page",
        apply: "build",
        enforce: "post",
        configResolved(config) {
            outDir = config.build.outDir
        },
        closeBundle() {
            const built = readFileSync(join(outDir, "index.html"), "utf8")
            const page = built.replace("<!-- session -->", SESSION)
            if (page === built) throw new Error("index.html has no place for the session's values")
            mkdirSync(dirname(target), { recursive: true })
            writeFileSync(target, page)
        },
    }
}

const SESSION = `<script>
        window.csrf_token = "{{ csrf_token }}";
        window.oasis = {{ page_values | safe }};
    </script>`

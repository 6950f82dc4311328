import { ref, watch } from "vue"
import { cityOfPhone } from "@/data/areaCodes"
import { likelyCities } from "@/data/cities"
import type { FirmEntry } from "@/data/firms"
import { useLive } from "@/data/live"

const MOST = 4

/** The city is guessed until the user says it: by the area code of the number, else where he was last. */
export function useCity(entry: FirmEntry) {
    const cities = useLive<string[]>(() => likelyCities(MOST), [])
    const said = ref(false)
    watch([() => entry.phone, cities], guess)

    function guess() {
        if (!said.value) entry.city = cityOfPhone(entry.phone) ?? cities.value[0] ?? ""
    }
    function say(city: string) {
        said.value = true
        entry.city = city
    }
    return { cities, said, say }
}

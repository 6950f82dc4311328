import { ref, watch } from "vue"
import { cityOfPhone } from "@/data/areaCodes"
import { likelyCities } from "@/data/cities"
import type { FirmEntry } from "@/data/firms"

const MOST = 4

/** The city is guessed until the user says it: by the area code of the number, else where he was last. */
export function useCity(entry: FirmEntry) {
    const cities = ref<string[]>([])
    const said = ref(false)

    void likelyCities(MOST).then((found) => {
        cities.value = found
        guess()
    })
    watch(() => entry.phone, guess)

    function guess() {
        if (!said.value) entry.city = cityOfPhone(entry.phone) ?? cities.value[0] ?? ""
    }
    function say(city: string) {
        said.value = true
        entry.city = city
    }
    return { cities, said, say }
}

import { phoneKey } from "./fold"
import { PROVINCES } from "./provinces"

/** The area codes of the provinces' landlines, in the order of `PROVINCES`. */
const CODES = (
    "322,416,272,472,382,358,312,242,478,466,256,266,378,488," +
    "458,228,426,434,374,248,224,286,376,364,258,412,380,284,424," +
    "446,442,222,342,454,456,438,326,476,246,212 216,232,344," +
    "370,338,474,366,352,348,318,288,386,262,332,274,422,236," +
    "482,324,252,436,384,388,452,328,464,264,362,484,368,346,414,486," +
    "282,356,462,428,276,432,226,354,372"
).split(",")

const CITIES = new Map(
    CODES.flatMap((codes, index) => codes.split(" ").map((code) => [code, PROVINCES[index]!] as const)),
)

/** The province that a landline's number tells; undefined for mobiles and for what is too short. */
export const cityOfPhone = (phone: string): string | undefined => CITIES.get(phoneKey(phone).slice(0, 3))

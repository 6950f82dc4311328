import { FIRM_TYPES, type Firm } from "@/data/types"
import { taxIdProblem } from "@/data/taxId"
import { __ } from "@/i18n"

export interface FieldLook {
    name: keyof Firm & string
    label: string
    type?: "text" | "tel" | "email" | "url" | "number" | "date" | "select" | "long" | "city"
    options?: readonly string[]
    required?: boolean
    wide?: boolean
}

export const SECTIONS: readonly { title: string; fields: readonly FieldLook[] }[] = [
    {
        title: "Identity",
        fields: [
            { name: "firm_name", label: "Firm name", required: true, wide: true },
            { name: "legal_title", label: "Legal title", wide: true },
            { name: "firm_type", label: "Kind of firm", type: "select", options: FIRM_TYPES },
            { name: "tax_id", label: "Tax number" },
            { name: "tax_office", label: "Tax office" },
        ],
    },
    {
        title: "Reaching them",
        fields: [
            { name: "phone", label: "Phone", type: "tel" },
            { name: "mobile", label: "Mobile", type: "tel" },
            { name: "email", label: "E-mail", type: "email" },
            { name: "website", label: "Website", type: "url" },
        ],
    },
    {
        title: "Place",
        fields: [
            { name: "city", label: "City", type: "city" },
            { name: "district", label: "District" },
            { name: "address_line", label: "Address", type: "long", wide: true },
        ],
    },
    {
        title: "Potential and supplier",
        fields: [
            { name: "potential_litres", label: "Monthly potential (L)", type: "number" },
            { name: "vehicle_count", label: "Vehicles", type: "number" },
            { name: "current_supplier", label: "Current supplier" },
            { name: "supplier_contract_end", label: "Supplier's contract ends", type: "date" },
        ],
    },
]

export const EDITABLE = SECTIONS.flatMap((section) => section.fields.map((field) => field.name))

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/

/** What is wrong with one field as typed so far, in words; nothing while it is empty. */
export function fieldProblem(field: FieldLook, value: unknown): string {
    const text = String(value ?? "").trim()
    if (!text) return field.required ? __("This is needed.") : ""
    if (field.name === "tax_id") return taxProblem(text)
    if (field.type === "email" && !EMAIL.test(text)) return __("This is not an e-mail address.")
    if (field.type === "tel" && text.replace(/\D/g, "").length < 7) return __("This number is too short.")
    if (field.type === "number" && !(Number(text) >= 0)) return __("This cannot be less than zero.")
    return ""
}

function taxProblem(text: string): string {
    const problem = taxIdProblem(text)
    if (problem === "length") return __("10 digits for a company, 11 for a person.")
    return problem === "digits" ? __("The check digits do not fit: please look again.") : ""
}

/** The fields of `edited` that differ from `before`. Empty and missing are the same. */
export function changedFields(before: Partial<Firm>, edited: Partial<Firm>): Partial<Firm> {
    const plain = (value: unknown) => (value === null || value === undefined ? "" : value)
    const fields = [...EDITABLE, "latitude", "longitude"].filter(
        (field) => plain(before[field]) !== plain(edited[field]),
    )
    const changed: Partial<Firm> = Object.fromEntries(fields.map((field) => [field, edited[field]]))
    if (JSON.stringify(before.contacts ?? []) !== JSON.stringify(edited.contacts ?? []))
        changed.contacts = edited.contacts
    return changed
}

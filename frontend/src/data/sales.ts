import { resource } from "./http"

export interface MonthOfSales {
    /** "2026-11" */
    month: string
    litres: number
}

const MOST = 2000

/** A firm's litres by month, oldest first, the last twelve months, none left out. */
export async function salesByMonth(firm: string, from: Date): Promise<MonthOfSales[]> {
    const months = Array.from({ length: 12 }, (_, index) =>
        monthOf(new Date(from.getFullYear(), from.getMonth() - 11 + index, 1)),
    )
    const sales = await resource.list<{ sold_at: string; litres: number }>("Fuel Sale", {
        fields: ["sold_at", "litres"],
        filters: [
            ["firm", "=", firm],
            ["sold_at", ">=", `${months[0]}-01`],
        ],
        order_by: "sold_at desc",
        limit_page_length: MOST,
    })
    const sums = new Map<string, number>()
    for (const sale of sales)
        sums.set(sale.sold_at.slice(0, 7), (sums.get(sale.sold_at.slice(0, 7)) ?? 0) + Number(sale.litres))
    return months.map((month) => ({ month, litres: Math.round(sums.get(month) ?? 0) }))
}

const monthOf = (date: Date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`

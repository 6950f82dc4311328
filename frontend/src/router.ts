import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router"
import { resume, session } from "./data/session"

const routes: RouteRecordRaw[] = [
    { path: "/login", name: "login", component: () => import("./pages/Login.vue"), meta: { open: true } },
    { path: "/", name: "home", component: () => import("./pages/home/Home.vue") },
    {
        path: "/panel/:panel",
        name: "panel",
        component: () => import("./pages/home/PanelList.vue"),
        props: true,
    },
    { path: "/firms", name: "firms", component: () => import("./pages/firms/FirmList.vue") },
    {
        path: "/firms/new",
        name: "quick-entry",
        component: () => import("./pages/quick-entry/QuickEntry.vue"),
    },
    {
        path: "/firms/new/detail",
        name: "detailed",
        component: () => import("./pages/firm-form/FirmForm.vue"),
    },
    {
        path: "/firms/:name/edit",
        name: "edit-firm",
        component: () => import("./pages/firm-form/FirmForm.vue"),
        props: true,
    },
    { path: "/firms/:name", name: "firm", component: () => import("./pages/firm/FirmPage.vue"), props: true },
    {
        path: "/firms/:name/visit",
        name: "record",
        component: () => import("./pages/record/RecordVisit.vue"),
        props: true,
    },
    { path: "/targets", name: "targets", component: () => import("./pages/targets/TargetsPage.vue") },
    { path: "/transfers", name: "transfers", component: () => import("./pages/transfers/Transfers.vue") },
    { path: "/duplicates", name: "duplicates", component: () => import("./pages/duplicates/Duplicates.vue") },
    { path: "/reports", name: "reports", component: () => import("./pages/reports/ReportsPage.vue") },
    { path: "/route", name: "route", component: () => import("./pages/route/RoutePage.vue") },
    { path: "/import", name: "import", component: () => import("./pages/import/ImportPage.vue") },
    {
        path: "/firms/:name/documents/new",
        name: "capture",
        component: () => import("./pages/capture/CapturePage.vue"),
        props: true,
    },
    { path: "/documents", name: "documents", component: () => import("./pages/documents/DocumentsPage.vue") },
    { path: "/calendar", name: "calendar", component: () => import("./pages/calendar/CalendarPage.vue") },
    {
        path: "/assignments",
        name: "assignments",
        component: () => import("./pages/assignments/Assignments.vue"),
    },
    { path: "/coverage", name: "coverage", component: () => import("./pages/coverage/CoveragePage.vue") },
    { path: "/leave", name: "leave", component: () => import("./pages/leave/LeavePage.vue") },
    {
        path: "/work-orders",
        name: "work-orders",
        component: () => import("./pages/work-orders/WorkOrders.vue"),
    },
    { path: "/reminders", name: "reminders", component: () => import("./pages/Reminders.vue") },
    { path: "/notifications", name: "notifications", component: () => import("./pages/Notifications.vue") },
    { path: "/sync", name: "sync", component: () => import("./pages/sync/SyncPage.vue") },
    { path: "/settings", name: "settings", component: () => import("./pages/Settings.vue") },
    { path: "/more", name: "more", component: () => import("./pages/More.vue") },
    { path: "/:rest(.*)*", name: "nowhere", component: () => import("./pages/Nowhere.vue") },
]

export const router = createRouter({
    history: createWebHistory("/oasis"),
    routes,
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
    if (to.meta.open || session.user) return true
    const known = await resume().catch(() => false)
    return known || { name: "login", query: to.path === "/" ? {} : { to: to.fullPath } }
})

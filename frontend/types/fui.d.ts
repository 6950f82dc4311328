/** The frappe-ui components in use, as far as we use them: its own sources are not written for strict checking. */
declare module "fui/Button/Button.vue" {
    import type { DefineComponent } from "vue"
    const Button: DefineComponent<{
        label?: string
        variant?: "solid" | "subtle" | "outline" | "ghost"
        theme?: "gray" | "blue" | "green" | "red"
        size?: "sm" | "md" | "lg" | "xl" | "2xl"
        icon?: string
        iconLeft?: string
        iconRight?: string
        loading?: boolean
        loadingText?: string
        disabled?: boolean
        tooltip?: string
        route?: import("vue-router").RouteLocationRaw
        link?: string
        type?: "button" | "submit" | "reset"
    }>
    export default Button
}

declare module "fui/Dialog/Dialog.vue" {
    import type { DefineComponent } from "vue"
    const Dialog: DefineComponent<{
        modelValue: boolean
        options?: { title?: string; size?: string; position?: "top" | "center" }
        disableOutsideClickToClose?: boolean
    }>
    export default Dialog
}

declare module "fui/Dropdown/Dropdown.vue" {
    import type { DefineComponent } from "vue"
    const Dropdown: DefineComponent<{
        options: { label: string; icon?: string; onClick?: () => void; theme?: "gray" | "red" }[]
        placement?: "left" | "right" | "center"
    }>
    export default Dropdown
}

declare module "fui/Switch/Switch.vue" {
    import type { DefineComponent } from "vue"
    const Switch: DefineComponent<{
        modelValue: boolean
        label?: string
        description?: string
        size?: "sm" | "md"
    }>
    export default Switch
}

declare module "fui/Avatar/Avatar.vue" {
    import type { DefineComponent } from "vue"
    const Avatar: DefineComponent<{
        label?: string
        image?: string
        size?: string
        shape?: "circle" | "square"
    }>
    export default Avatar
}

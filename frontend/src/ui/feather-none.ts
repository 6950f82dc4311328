/** Stands in for feather-icons: no component of ours asks for an icon of that set. */
export default { icons: {} as Record<string, never> }

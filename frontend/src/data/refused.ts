/** The device itself says no, by the same rule as the server would; the message says why, in the user's words. */
export class Refused extends Error {}

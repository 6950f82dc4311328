import { __ } from "@/i18n"

/** The place could not be taken; the message says why, in the user's words. */
export class NoPlace extends Error {}

/** Where the device is now; never a fix from the browser's memory. Rejects with `NoPlace`. */
export function here(): Promise<{ latitude: number; longitude: number; accuracy: number }> {
    return new Promise((resolve, reject) => {
        if (!navigator.geolocation) return reject(new NoPlace(__("This browser may not tell where you are.")))
        navigator.geolocation.getCurrentPosition(
            ({ coords }) =>
                resolve({
                    latitude: coords.latitude,
                    longitude: coords.longitude,
                    accuracy: coords.accuracy,
                }),
            (error) => reject(new NoPlace(words(error))),
            { enableHighAccuracy: true, maximumAge: 0, timeout: 15_000 },
        )
    })
}

function words(error: GeolocationPositionError): string {
    return error.code === error.PERMISSION_DENIED
        ? __("This browser may not tell where you are.")
        : __("Your place could not be found.")
}

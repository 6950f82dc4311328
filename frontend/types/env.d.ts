/// <reference types="vite/client" />

interface PageValues {
    site?: string
    socketio_port?: number | null
}

interface Window {
    csrf_token?: string
    oasis?: PageValues
}

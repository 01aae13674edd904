import { bridge } from './bridge.ts'
import { CoreClient } from './core-client.ts'
import { Mirror } from './mirror.ts'
import { onPort } from './port.ts'

/** This window's one link to core. */
export const core = new CoreClient((message) => void bridge().report({ fact: 'error', message: message.slice(0, 2000) }))

/** Every view that this window watches. */
export const mirror = new Mirror(core)

onPort('core', (port, reason) => core.setPort(port, reason))

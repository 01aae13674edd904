import { bridge } from './bridge.ts'
import { MediaClient } from './media/media-client.ts'
import { onPort } from './port.ts'

/** This window's one way to live pictures. */
export const media = new MediaClient()

onPort('media', (port) => (port ? media.attach(port) : media.lost()))
media.onFault((message) => void bridge().report({ fact: 'error', message: `video: ${message}`.slice(0, 2000) }))

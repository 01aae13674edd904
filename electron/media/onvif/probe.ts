import onvif from 'onvif'
import { MOST_FOUND } from '../../contract/media-discover.ts'
import type { DeviceAnswer } from './device-ask.ts'

/** How long answers are waited for, ms; WS-Discovery lets devices wait half a second. */
const LISTEN_FOR = 3_000

// Answers that are no answers are passed over, whoever sent them.
onvif.Discovery.on('error', () => undefined)

/** Calls into the local network once (WS-Discovery 1.1, multicast) and answers with the addresses of device services. */
export function probe(): Promise<DeviceAnswer<readonly string[]>> {
  return new Promise((resolve) => {
    onvif.Discovery.probe({ timeout: LISTEN_FOR, resolve: false }, (error, found: unknown) => {
      // With answers that are none the library gives them as an error beside those that are.
      if (!Array.isArray(found)) return resolve({ ok: false, error: error ? 'unreachable' : 'timeout' })
      resolve({ ok: true, value: [...new Set(found.flatMap(addressOf))].slice(0, MOST_FOUND) })
    })
  })
}

/** The first address of a device over IPv4 and plain HTTP, else the first. */
function addressOf(answer: unknown): string[] {
  const text = JSON.stringify(answer) ?? ''
  const given = /"XAddrs":"([^"\\]{1,2048})"/.exec(text)?.[1]?.split(/\s+/) ?? []
  const usable = given.filter((url) => /^https?:\/\/[^/\s@]+/i.test(url) && url.length <= 255)
  const first = usable.find((url) => /^http:\/\/\d+\./i.test(url)) ?? usable[0]
  return first === undefined ? [] : [first]
}

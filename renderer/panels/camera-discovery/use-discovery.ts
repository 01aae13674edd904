import { useEffect, useRef, useState } from 'react'
import { MOST_FOUND, type FoundDevice } from '../../../electron/contract/media-discover.ts'
import { media } from '../../client/media-link.ts'

/** Without an answer for so long the video service is away, ms. */
const SILENCE = 45_000

export type SearchState = 'idle' | 'searching' | 'done' | 'no-answer'

export interface Search {
  readonly state: SearchState
  readonly devices: readonly FoundDevice[]
  readonly asking: number
  /** The network could not be called into. */
  readonly failed: boolean
  readonly start: (multicast: boolean, addresses: string, user: string, password: string) => void
}

/** A search for cameras, and what it has found so far. */
export function useDiscovery(): Search {
  const [now, setNow] = useState<Omit<Search, 'start'>>({ state: 'idle', devices: [], asking: 0, failed: false })
  const running = useRef<{ readonly end: () => void; timer: ReturnType<typeof setTimeout> } | null>(null)
  const stop = (): void => {
    running.current?.end()
    if (running.current) clearTimeout(running.current.timer)
    running.current = null
  }
  useEffect(() => stop, [])
  const silent = (): ReturnType<typeof setTimeout> => setTimeout(() => setNow((before) => ({ ...before, state: 'no-answer' })), SILENCE)
  const start = (multicast: boolean, typed: string, user: string, password: string): void => {
    const addresses = typed.split(/[\s,;，；、]+/).filter((address) => address !== '' && address.length <= 255).slice(0, MOST_FOUND)
    if (!multicast && addresses.length === 0) return
    stop()
    setNow({ state: 'searching', devices: [], asking: addresses.length, failed: false })
    const end = media.discover({ multicast, addresses, user, password }, ({ devices, asking, failed }) => {
      if (running.current) clearTimeout(running.current.timer)
      if (running.current && asking !== null) running.current.timer = silent()
      setNow({ state: asking === null ? 'done' : 'searching', devices, asking: asking ?? 0, failed })
    })
    running.current = { end, timer: silent() }
  }
  return { ...now, start }
}

import { useEffect, useMemo, useState } from 'react'
import type { DisplayInfo } from '../../electron/contract/bridge.ts'
import { bridge } from './bridge.ts'

/** Displays that are there now. */
export function useDisplays(): readonly DisplayInfo[] {
  const [displays, setDisplays] = useState<readonly DisplayInfo[]>([])
  useEffect(() => bridge().onDisplays(setDisplays), [])
  return displays
}

/** Keys of the displays that carry a wall window, in order. */
export function useWallDisplays(): readonly string[] {
  const displays = useDisplays()
  return useMemo(() => displays.filter((display) => display.wall).map((display) => display.key), [displays])
}

import { useEffect, useMemo, useState } from 'react'
import type { DisplayInfo } from '../../electron/contract/bridge.ts'
import type { WallMachine } from '../../electron/contract/wall-link.ts'
import { bridge } from './bridge.ts'
import { useView } from './hooks.ts'

/** A display of the wall; `machine` names the other machine that it hangs on. */
export interface WallDisplay extends DisplayInfo {
  readonly machine?: string
}

const NO_MACHINES: readonly WallMachine[] = []

/** Displays that are there now, here and on the other machines of the wall. */
export function useDisplays(): readonly WallDisplay[] {
  const [here, setHere] = useState<readonly DisplayInfo[]>([])
  const machines = useView({ view: 'wall' }).view?.head.machines ?? NO_MACHINES
  useEffect(() => bridge().onDisplays(setHere), [])
  return useMemo(() => withMachines(here, machines), [here, machines])
}

/** Displays of other machines stand to the right of those before; a number that is taken already is left out. */
export function withMachines(here: readonly DisplayInfo[], machines: readonly WallMachine[]): readonly WallDisplay[] {
  const all: WallDisplay[] = [...here]
  for (const { name, displays } of machines) {
    const right = Math.max(0, ...all.map(({ bounds }) => bounds.x + bounds.width))
    const left = Math.min(...displays.map(({ bounds }) => bounds.x))
    for (const display of displays) {
      if (all.some(({ key }) => key === display.key)) continue
      all.push({ ...display, console: false, machine: name, bounds: { ...display.bounds, x: display.bounds.x - left + right } })
    }
  }
  return all
}

/** Keys of the displays that carry a wall window, in order. */
export function useWallDisplays(): readonly string[] {
  const displays = useDisplays()
  return useMemo(() => displays.filter((display) => display.wall).map((display) => display.key), [displays])
}

import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { core, mirror } from './core.ts'
import type { WallHead } from '../../electron/contract/views.ts'
import type { CommandInput } from './core-client.ts'
import { useView } from './hooks.ts'
import { specKey } from './mirror.ts'

type Slot = 'case' | 'camera'

/** What was chosen here and core has not yet said back; undefined: nothing is on its way. */
interface OnItsWay {
  readonly case?: string | null
  readonly camera?: string | null
}

const onItsWay = createStore<OnItsWay>(() => ({}))
const sending: Record<Slot, boolean> = { case: false, camera: false }

const commandFor = (slot: Slot, id: string | null): CommandInput =>
  slot === 'case' ? { type: 'select.case', caseId: id } : { type: 'select.camera', cameraId: id }

/** Core's own word arrives with the wall view at about the time of the answer; until then ours is shown, ms. */
const ECHO = 400

/** Sends the newest choice; choices made while one is on its way are skipped but for the last. */
async function send(slot: Slot): Promise<void> {
  if (sending[slot]) return
  sending[slot] = true
  for (;;) {
    const wanted = onItsWay.getState()[slot]
    if (wanted === undefined) break
    await core.command(commandFor(slot, wanted))
    if (onItsWay.getState()[slot] !== wanted) continue
    setTimeout(() => {
      if (onItsWay.getState()[slot] === wanted && !sending[slot]) onItsWay.setState({ [slot]: undefined })
    }, ECHO)
    break
  }
  sending[slot] = false
}

function choose(slot: Slot, id: string | null): void {
  onItsWay.setState({ [slot]: id })
  void send(slot)
}

/** Selects a case in every window and on the wall; null selects none. Shown here at once. */
export const selectCase = (caseId: string | null): void => choose('case', caseId)

/** Selects a camera in every window and on the wall; null selects none. Shown here at once. */
export const selectCamera = (cameraId: string | null): void => choose('camera', cameraId)

/** The case that is selected in all windows. */
export function useSelectedCase(): string | null {
  const { view } = useView({ view: 'wall' })
  const mine = useStore(onItsWay, (state) => state.case)
  return mine !== undefined ? mine : (view?.head.selectedCase ?? null)
}

/** The camera that is selected in all windows. */
export function useSelectedCamera(): string | null {
  const { view } = useView({ view: 'wall' })
  const mine = useStore(onItsWay, (state) => state.camera)
  return mine !== undefined ? mine : (view?.head.selectedCamera ?? null)
}

type Selected = Pick<WallHead, 'selectedCase' | 'selectedCamera'>

/** What has to be chosen again when a restarted core knows of no choice. */
export const forgotten = (before: Selected, after: Selected): Partial<Record<Slot, string>> => ({
  ...(before.selectedCase !== null && after.selectedCase === null ? { case: before.selectedCase } : {}),
  ...(before.selectedCamera !== null && after.selectedCamera === null ? { camera: before.selectedCamera } : {}),
})

const WALL = specKey({ view: 'wall' })

/** The wall view has its own type by contract. */
const wallHead = (): WallHead | undefined => mirror.entry(WALL).view?.head as WallHead | undefined

/**
 * Chooses again what was chosen before core was restarted. One window of a station does it, the console;
 * a choice that was made meanwhile stands.
 */
export function keepSelection(): () => void {
  let before: WallHead | undefined
  const endConnection = core.onConnection((up) => {
    if (!up) before = wallHead() ?? before
  })
  const endMirror = mirror.store.subscribe((entries) => {
    const after = entries[WALL]
    if (!before || after?.state !== 'live') return
    const head = wallHead()
    const again = head ? forgotten(before, head) : {}
    before = undefined
    for (const slot of ['case', 'camera'] as const) {
      const id = again[slot]
      if (id !== undefined && onItsWay.getState()[slot] === undefined) choose(slot, id)
    }
  })
  return () => {
    endConnection()
    endMirror()
  }
}

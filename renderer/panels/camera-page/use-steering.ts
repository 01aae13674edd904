import { useEffect, useMemo, useState } from 'react'
import type { SteerAct, SteerState } from '../../../electron/contract/media-steer.ts'
import { useActor } from '../../client/actor.ts'
import { media } from '../../client/media-link.ts'
import { panBy, zoomAt } from '../../client/media/picture-view.ts'
import { lookAt } from '../../client/media/picture-views.ts'
import { useHeldKeys } from '../../ui/held-keys.ts'
import { SteerHold, type Direction } from './steer-hold.ts'

/** The page asks again this often how the steering stands, also after the video service came back, ms. */
const LOOK_EVERY = 4_000
/** How far a press moves an enlarged picture, and how much it enlarges. */
const STEP = { pan: 0.15, zoom: 1.25 } as const
/** Speed of a key: a share of the camera's own. */
const KEY_SPEED = 0.5

/** Keys that move the camera while it is steered, else the enlarged picture. */
export const MOVE_KEYS = ['w', 'a', 's', 'd', 't', 'g'] as const

export interface Steering {
  /** Null before the video service has said anything. */
  readonly state: SteerState | null
  /** This window has the camera. */
  readonly mine: boolean
  readonly hold: SteerHold
  readonly toggle: () => void
  /** Goes to the nth preset, if there is one. */
  readonly go: (n: number) => void
  readonly keep: (name: string) => void
}

/** A camera's motor from this page: who has it, its presets, and the keys that move it. */
export function useSteering(cameraId: string): Steering {
  const actor = useActor()
  const [told, setTold] = useState<{ readonly camera: string; readonly state: SteerState } | null>(null)
  const by = useMemo(() => ({ id: actor?.id ?? '-', name: actor?.name ?? '-' }), [actor])
  const send = useMemo(() => (act: SteerAct) => media.steer(cameraId, by, act), [cameraId, by])
  const hold = useMemo(() => new SteerHold(send), [send])
  const state = told?.camera === cameraId ? told.state : null
  const mine = state?.holder?.mine === true
  useEffect(() => {
    if (cameraId === '') return
    const end = media.onSteer(cameraId, (next) => setTold({ camera: cameraId, state: next }))
    send({ do: 'look' })
    const timer = setInterval(() => send({ do: 'look' }), LOOK_EVERY)
    return () => {
      end()
      clearInterval(timer)
      hold.release()
      send({ do: 'leave' })
    }
  }, [cameraId, send, hold])
  useEffect(() => {
    if (!mine) hold.release()
  }, [mine, hold])
  useHeldKeys(MOVE_KEYS, (held) => {
    const direction = directionOf(held)
    if (mine) hold.to(direction)
    else movePicture(cameraId, direction)
  })
  const able = state?.able === true
  return {
    state, mine, hold,
    toggle: () => able && send({ do: mine ? 'give' : 'take' }),
    go: (n) => {
      const preset = state?.presets[n - 1]
      if (preset) send({ do: 'preset', token: preset.token })
    },
    keep: (name) => mine && send({ do: 'keep', name }),
  }
}

function directionOf(held: ReadonlySet<string>): Direction {
  const axis = (more: string, less: string): number => (held.has(more) ? KEY_SPEED : 0) - (held.has(less) ? KEY_SPEED : 0)
  return { pan: axis('d', 'a'), tilt: axis('w', 's'), zoom: axis('t', 'g') }
}

function movePicture(cameraId: string, { pan, tilt, zoom }: Direction): void {
  if (pan === 0 && tilt === 0 && zoom === 0) return
  lookAt(cameraId, (view) => panBy(zoomAt(view, STEP.zoom ** Math.sign(zoom)), { x: STEP.pan * Math.sign(pan), y: -STEP.pan * Math.sign(tilt) }))
}

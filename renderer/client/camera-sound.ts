import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { LISTEN_AGAIN, SOUND_RATE, type SoundState } from '../../electron/contract/media-sound.ts'
import { useLiveCalls } from './call-client.ts'
import { media } from './media-link.ts'
import { SOUND_NODE, type SoundLevel } from './media/sound-node.ts'

interface CameraSound {
  /** The camera that is heard; null: none, as at the start. */
  readonly cameraId: string | null
  readonly state: SoundState | null
  readonly codec: string
  /** From 0 to 1. */
  readonly level: number
}

const SILENT: CameraSound = { cameraId: null, state: null, codec: '', level: 0 }
const sound = createStore<CameraSound>(() => SILENT)
let muted = false

export const useCameraSound = (): CameraSound => useStore(sound)

const isLevel = (data: unknown): data is SoundLevel => typeof data === 'object' && data !== null && 'level' in data && typeof data.level === 'number'

let opened: Promise<void> | null = null
/** Opens the loudspeaker once in the life of the page, at the first sound. */
function open(): Promise<void> {
  opened ??= (async () => {
    const context = new AudioContext({ sampleRate: SOUND_RATE, latencyHint: 'interactive' })
    const { default: worklet } = await import('./media/sound-worklet.ts?worker&url')
    await context.audioWorklet.addModule(worklet)
    const node = new AudioWorkletNode(context, SOUND_NODE, { numberOfInputs: 0, outputChannelCount: [1] })
    const { port1, port2 } = new MessageChannel()
    node.port.postMessage(null, [port1])
    node.port.onmessage = ({ data }: MessageEvent<unknown>) => isLevel(data) && sound.getState().cameraId !== null && sound.setState({ level: data.level })
    node.connect(context.destination)
    media.hear(port2)
    void context.resume()
  })().catch((cause: unknown) => {
    opened = null
    throw cause
  })
  return opened
}

const say = (): void => media.listen(sound.getState().cameraId, muted)

/** Hears a camera instead of the one before; the same one again ends it. */
export function toggleSound(cameraId: string): void {
  const on = sound.getState().cameraId !== cameraId
  sound.setState(on ? { ...SILENT, cameraId, state: 'opening' } : SILENT)
  if (on) void open().then(say, () => sound.setState({ state: 'failed' }))
  else say()
}

media.onSound((message) => {
  const { cameraId } = sound.getState()
  if (message.cameraId !== cameraId) return
  // Another window, or the lease, took the sound away.
  if (message.state === null) sound.setState(SILENT)
  else sound.setState({ state: message.state, codec: message.codec, ...(message.state === 'live' ? {} : { level: 0 }) })
})

/** Keeps the sound alive, silent while this console speaks on the telephone or looks back at that camera; mounted once a console. */
export function useSoundKeeper(): void {
  const speaking = useLiveCalls().some((call) => call.state === 'talking')
  const { cameraId } = useCameraSound()
  const quiet = useLooksBack(cameraId) || speaking
  useEffect(() => {
    muted = quiet
    if (cameraId === null) return
    say()
    const timer = setInterval(say, LISTEN_AGAIN)
    return () => clearInterval(timer)
  }, [cameraId, quiet])
}

/** Whether a camera shows what was: its sound is only ever that of now. */
function useLooksBack(cameraId: string | null): boolean {
  const [back, setBack] = useState(false)
  useEffect(() => {
    const read = (): void => setBack(cameraId !== null && (media.facts.get(cameraId)?.replay ?? null) !== null)
    read()
    return media.onFacts(read)
  }, [cameraId])
  return back
}

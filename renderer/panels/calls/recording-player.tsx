import { useEffect, useMemo, useRef, useState } from 'react'
import type { AppError, Result } from '../../../electron/contract/error.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import { loadRecording, type Playable } from './load-recording.ts'
import { locale } from './locale.ts'

const SPEEDS = [1, 1.5, 2] as const

/** Plays a call's recording: our side above, theirs below; a click in the picture or on a mark (ms) goes there. */
export function RecordingPlayer({ callId, marks }: { readonly callId: string; readonly marks: readonly number[] }) {
  const load = useMemo(() => () => loadRecording(callId), [callId])
  return <LoadedPlayer load={load} marks={marks} />
}

/** Plays what `load` brings. */
export function LoadedPlayer({ load, marks }: { readonly load: () => Promise<Result<Playable>>; readonly marks: readonly number[] }) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const [loaded, setLoaded] = useState<Playable | AppError | null>(null)
  useEffect(() => {
    let url: string | undefined
    let here = true
    void load().then((result) => {
      url = result.ok ? result.value.url : undefined
      if (here) setLoaded(result.ok ? result.value : result.error)
      else if (url !== undefined) URL.revokeObjectURL(url)
    })
    return () => {
      here = false
      if (url !== undefined) URL.revokeObjectURL(url)
    }
  }, [load])
  if (loaded === null) return <p className="call-player-words">{t('player.loading')}</p>
  if (!('url' in loaded)) return <p className="call-player-words" role="alert">{errorText(loaded, c, lang)}</p>
  return <Player sound={loaded} marks={marks} />
}

function Player({ sound, marks }: { readonly sound: Playable; readonly marks: readonly number[] }) {
  const t = useT(locale)
  const format = useFormat()
  const audio = useRef<HTMLAudioElement>(null)
  const [at, setAt] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<number>(1)
  useEffect(() => {
    const element = new Audio(sound.url)
    element.ontimeupdate = () => setAt(element.currentTime)
    element.onplay = () => setPlaying(true)
    element.onpause = () => setPlaying(false)
    audio.current = element
    void element.play().catch(() => undefined)
    return () => element.pause()
  }, [sound])
  const goTo = (seconds: number): void => {
    if (audio.current) audio.current.currentTime = seconds
  }
  const setRate = (rate: number): void => {
    setSpeed(rate)
    if (audio.current) audio.current.playbackRate = rate
  }
  const toggle = (): void => void (audio.current?.paused ? audio.current.play().catch(() => undefined) : audio.current?.pause())
  return (
    <div className="call-player">
      <div className="call-wave-box">
        <Waveform sound={sound} at={at} onSeek={(share) => goTo(share * sound.seconds)} />
        {marks.map((ms) => {
          const time = format.countdown(Math.floor(ms / 1000) * 1000)
          return <button key={ms} type="button" className="call-wave-mark" style={{ left: `${Math.min(100, (ms / 10 / Math.max(0.01, sound.seconds)))}%` }} title={t('player.mark', { time })} aria-label={t('player.mark', { time })} onClick={() => goTo(ms / 1000)} />
        })}
      </div>
      <div className="call-player-row">
        <Button onClick={toggle}>{playing ? t('player.pause') : t('player.play')}</Button>
        <span className="call-number">
          {format.countdown(Math.floor(at) * 1000)} / {format.countdown(Math.round(sound.seconds) * 1000)}
        </span>
        <span className="call-space" />
        {SPEEDS.map((rate) => (
          <Button key={rate} tone="quiet" pressed={rate === speed} onClick={() => setRate(rate)}>
            ×{rate}
          </Button>
        ))}
      </div>
    </div>
  )
}

const HEIGHT = 40

function Waveform({ sound, at, onSeek }: { readonly sound: Playable; readonly at: number; readonly onSeek: (share: number) => void }) {
  const t = useT(locale)
  const paths = useMemo(() => ({ here: outline(sound.here, -1), there: outline(sound.there, 1) }), [sound])
  const width = sound.here.length
  return (
    <svg
      className="call-wave" viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t('player.wave')}
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect()
        onSeek(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)))
      }}
    >
      <path className="call-wave-here" d={paths.here} />
      <path className="call-wave-there" d={paths.there} />
      <line className="call-wave-at" x1={(at / Math.max(0.01, sound.seconds)) * width} x2={(at / Math.max(0.01, sound.seconds)) * width} y1={0} y2={HEIGHT} />
    </svg>
  )
}

/** Bars from the middle line, up (-1) or down (1). */
const outline = (levels: Float32Array, way: -1 | 1): string => [...levels].map((level, i) => `M${i + 0.5} ${HEIGHT / 2}V${HEIGHT / 2 + way * Math.max(0.4, level * (HEIGHT / 2))}`).join('')

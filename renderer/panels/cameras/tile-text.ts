import type { SoundState } from '../../../electron/contract/media-sound.ts'
import { isShort, isSlow } from '../../../electron/contract/media.ts'
import type { CameraKey } from './locale.ts'

/** The part of a tile's facts that its text depends on. */
export type TextFacts = {
  state: 'waiting' | 'connecting' | 'live' | 'stalled' | 'failed' | 'refused'
  since: number
  detail: string | null
  retryAt: number | null
  pictureAt: number | null
  fps: number
  codec: string
  paused: boolean
  pace: 'full' | 'half' | 'slow' | 'key'
  sentFps: number
  lost: number
  replay: { at: number; rate: number; shownAt: number | null } | null
  sound: SoundState | null
}

export type Translate = (key: CameraKey, params?: Readonly<Record<string, string | number>>) => string

/** What a tile shows over its picture. `mark` is null only while the picture moves. */
export type TileText = {
  look: 'live' | 'frozen' | 'empty' | 'replay'
  tone: 'ok' | 'quiet' | 'warn' | 'alarm'
  age: string
  fps: string
  mark: string | null
  /** What else the picture is not: whole, because packets were lost, or as often as it is sent. */
  flaw: string
  /** 回放: what is shown is not now, and how long ago it was. */
  replay: string | null
}

/** Age in ms from which a picture counts as frozen. */
const FROZEN_AFTER = 1_000

/** Waits longer than this, in ms, are named with their time. */
const LONG_WAIT = 6_000

/** The words of one tile at `now` (epoch ms). A picture older than a second is never called live. */
export function tileText(facts: TextFacts | undefined, now: number, t: Translate): TileText {
  if (!facts) return { look: 'empty', tone: 'quiet', age: '', fps: '', mark: t('cameras.waiting'), flaw: '', replay: null }
  if (facts.replay) return { look: 'replay', tone: 'warn', age: '', fps: '', mark: null, flaw: '', replay: replayText(facts.replay, now, t) }
  const age = facts.pictureAt === null ? null : Math.max(0, now - facts.pictureAt)
  const look = age === null ? 'empty' : age > FROZEN_AFTER ? 'frozen' : 'live'
  const flaw = flawOf(facts, t)
  if (look === 'live') return { look, tone: 'ok', age: t('cameras.age', { s: ((age ?? 0) / 1000).toFixed(1) }), fps: t('cameras.fps', { n: facts.fps }), mark: null, flaw, replay: null }
  const stopped = duration(age ?? now - facts.since, t)
  return { look, tone: toneOf(facts), age: look === 'frozen' ? stopped : '', fps: '', mark: markOf(facts, stopped, look, now, t), flaw: '', replay: null }
}

/** How a camera's sound stands; empty where it is not heard. */
export const soundText = (sound: SoundState | null | undefined, t: Translate): string => (sound ? t(`cameras.sound.${sound}`) : '')

function replayText({ at, rate, shownAt }: NonNullable<TextFacts['replay']>, now: number, t: Translate): string {
  const s = (Math.max(0, now - (shownAt ?? at)) / 1000).toFixed(1)
  return rate === 0 ? t('cameras.replay.paused', { s }) : t('cameras.replay', { s, rate })
}

function flawOf(facts: TextFacts, t: Translate): string {
  const { lost } = facts
  return [...(lost > 0 ? [t('cameras.flaw.lost', { n: lost })] : []), ...(isSlow(facts) ? [slowness(facts, t)] : [])].join(' · ')
}

function slowness({ pace, fps, sentFps }: TextFacts, t: Translate): string {
  if (pace !== 'full') return t(`cameras.flaw.${pace}`)
  return isShort({ fps, sentFps }) ? t('cameras.flaw.short', { n: fps, m: Math.round(sentFps) }) : t('cameras.flaw.few')
}

function markOf(facts: TextFacts, stopped: string, look: TileText['look'], now: number, t: Translate): string {
  switch (facts.state) {
    case 'waiting':
      return t('cameras.waiting')
    case 'connecting':
      return t('cameras.connecting')
    case 'live':
      if (look === 'empty') return t('cameras.connecting')
      if (facts.pace === 'key' && !facts.paused) return t('cameras.key-only', { t: stopped })
      return t(facts.paused ? 'cameras.paused' : 'cameras.behind', { t: stopped })
    case 'stalled':
      return t('cameras.stalled', { t: stopped })
    case 'refused':
      return t('cameras.refused', { reason: reasonText(facts, t) })
    case 'failed':
      return failedMark(facts, now, t)
  }
}

function failedMark(facts: TextFacts, now: number, t: Translate): string {
  const reason = reasonText(facts, t)
  const wait = facts.retryAt === null ? 0 : facts.retryAt - now
  if (facts.detail === 'unknown-camera' || facts.detail === 'quarantined' || facts.detail === 'too-many-cameras' || facts.detail?.startsWith('device-') === true) return t('cameras.refused', { reason })
  if (wait > LONG_WAIT) return t('cameras.lost.retry', { reason, retry: duration(wait, t) })
  const away = duration(now - facts.since, t)
  return reason === '' ? t('cameras.lost', { t: away }) : t('cameras.lost.reason', { t: away, reason })
}

/** The words of a failure's reason; empty where it has none of its own. */
export function reasonText(facts: Pick<TextFacts, 'detail' | 'codec'>, t: Translate): string {
  const key = `cameras.reason.${facts.detail ?? ''}`
  return isReason(key) ? t(key, { codec: facts.codec.toUpperCase() }) : ''
}

const REASONS = [
  'unreachable', 'timeout', 'connection-lost', 'unauthorized', 'forbidden', 'not-found', 'not-rtsp', 'server-error', 'no-video',
  'codec-unsupported', 'address-invalid', 'scheme-not-allowed', 'host-not-allowed', 'redirect-not-allowed', 'folder-not-allowed', 'certificate-refused', 'file-missing', 'file-unreadable', 'too-many-cameras',
  'unknown-camera', 'quarantined', 'covered', 'device-missing', 'device-busy', 'device-denied',
] as const

const isReason = (key: string): key is `cameras.reason.${(typeof REASONS)[number]}` => REASONS.some((reason) => key === `cameras.reason.${reason}`)

function toneOf(facts: TextFacts): TileText['tone'] {
  if (facts.state === 'waiting' || facts.state === 'connecting') return 'quiet'
  return facts.state === 'failed' || facts.state === 'refused' ? 'alarm' : 'warn'
}

function duration(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return t('cameras.seconds', { n: seconds })
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? t('cameras.minutes', { n: minutes }) : t('cameras.hours', { n: Math.round(minutes / 60) })
}

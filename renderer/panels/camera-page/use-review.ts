import { useState } from 'react'
import type { ClipAbout } from '../../../electron/contract/media-review.ts'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'
import type { TileFacts } from '../../client/media/tile-facts.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { useFormat } from '../../ui/i18n.tsx'
import { follow } from './taken-store.ts'

const BACK = 10_000
const SEEK = 5_000
const CLIP = 30_000
/** A bookmark keeps what led to this moment, and a little of what comes of it, ms. */
const BOOKMARK = { before: 15_000, after: 5_000 } as const
const RATES = [0.25, 0.5, 1, 2, 4] as const

type Camera = { readonly id: string; readonly name: string }

/** What can be done with one camera's last minute. */
export interface Review {
  /** What is marked for export, epoch ms. */
  readonly range: { readonly from: number; readonly to: number } | null
  readonly back: () => void
  readonly live: () => void
  readonly pause: () => void
  readonly slower: () => void
  readonly faster: () => void
  readonly step: (pictures: number) => () => void
  readonly seek: (direction: -1 | 1) => () => void
  readonly markIn: () => void
  readonly markOut: () => void
  readonly export: () => void
  readonly bookmark: () => void
  readonly snapshot: () => void
}

export function useReview(camera: Camera, facts: TileFacts | undefined): Review {
  const format = useFormat()
  const caseId = useSelectedCase()
  const status = useView({ view: 'status' }).view?.head
  const number = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.number ?? null
  const [marks, setMarks] = useState<{ readonly camera: string; readonly from: number | null; readonly to: number | null }>({ camera: '', from: null, to: null })
  const mine = marks.camera === camera.id ? marks : { camera: camera.id, from: null, to: null }
  const replay = facts?.replay ?? null
  const shownAt = replay ? (replay.shownAt ?? replay.at) : (facts?.pictureAt ?? null)
  const range = mine.from !== null && mine.to !== null && mine.to > mine.from ? { from: mine.from, to: mine.to } : null

  const about = (note: string): ClipAbout => {
    const { id, name } = status?.actor ?? { id: '-', name: '-' }
    return { by: { id, name }, station: status?.station ?? '-', camera: camera.name, caseNumber: number, note }
  }
  const act = (what: Parameters<typeof media.replay>[1]) => media.replay(camera.id, what)
  const rate = (by: 1 | -1) => () => {
    if (!replay) return
    const at = RATES.findIndex((each) => each >= (replay.rate === 0 ? 1 : replay.rate))
    act({ do: 'rate', rate: RATES[Math.max(0, Math.min(RATES.length - 1, at + by))] ?? 1 })
  }
  const clip = (kind: 'clip' | 'bookmark', from: number, to: number) => void follow(kind, camera, caseId, media.clip(camera.id, Math.round(from), Math.round(to), about('')))
  const mark = (part: 'from' | 'to') => () => shownAt !== null && setMarks({ ...mine, [part]: shownAt })

  return {
    range,
    back: () => act(replay ? { do: 'seek', byMs: -BACK } : { do: 'start', backMs: BACK }),
    live: () => replay && act({ do: 'live' }),
    pause: () => replay && act({ do: 'rate', rate: replay.rate === 0 ? 1 : 0 }),
    slower: rate(-1),
    faster: rate(1),
    step: (pictures) => () => replay && act({ do: 'step', pictures }),
    seek: (direction) => () => replay && act({ do: 'seek', byMs: direction * SEEK }),
    markIn: mark('from'),
    markOut: mark('to'),
    export: () => (range ? clip('clip', range.from, range.to) : clip('clip', Date.now() - CLIP, Date.now())),
    bookmark: () => clip('bookmark', (shownAt ?? Date.now()) - BOOKMARK.before, Math.min(Date.now() + BOOKMARK.after, (shownAt ?? Date.now()) + BOOKMARK.after)),
    snapshot: () => {
      const stamp = `${camera.name}  ${format.date(shownAt ?? Date.now())} ${format.seconds(shownAt ?? Date.now())}  ${status?.actor?.name ?? ''} ${status?.station ?? ''}`
      void follow('snapshot', camera, caseId, media.snapshot(camera.id, about(''), stamp))
    },
  }
}

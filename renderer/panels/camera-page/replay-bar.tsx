import type { TileFacts } from '../../client/media/tile-facts.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { SoundButton } from '../cameras/sound-button.tsx'
import { locale } from './locale.ts'
import type { Review } from './use-review.ts'

/** Where a replay stands in what is kept, and its controls, each with its key. */
export function ReplayBar({ facts, review }: { readonly facts: TileFacts | undefined; readonly review: Review }) {
  const t = useT(locale)
  const format = useFormat()
  const replay = facts?.replay ?? null
  const shownAt = replay ? (replay.shownAt ?? replay.at) : (facts?.pictureAt ?? null)
  return (
    <div className="camera-page-bar">
      <Line facts={facts} review={review} />
      <div className="camera-page-words" aria-live="off">
        <span>{replay ? t('kept', { from: format.seconds(replay.from), to: format.seconds(replay.to) }) : t('kept.none')}</span>
        {shownAt !== null && <span>{t('shown', { time: `${format.seconds(shownAt)}.${Math.floor((shownAt % 1_000) / 100)}` })}</span>}
        <span>{review.range ? t('range', { from: format.seconds(review.range.from), to: format.seconds(review.range.to), length: format.duration(review.range.to - review.range.from) }) : t('range.default')}</span>
      </div>
      <div className="camera-page-buttons">
        <Button tone={replay ? 'plain' : 'primary'} shortcut="r" onClick={review.back}>{t(replay ? 'back.more' : 'back')}</Button>
        <Button shortcut="Space" disabled={!replay} onClick={review.pause}>{t(replay && replay.rate > 0 ? 'pause' : 'play')}</Button>
        <Button shortcut="-" disabled={!replay} onClick={review.slower}>{t('slower')}</Button>
        <Button shortcut="=" disabled={!replay} onClick={review.faster}>{t('faster')}</Button>
        <Button tone={replay ? 'primary' : 'plain'} shortcut="e" disabled={!replay} onClick={review.live}>{t('live')}</Button>
        <Button shortcut="i" disabled={shownAt === null} onClick={review.markIn}>{t('in')}</Button>
        <Button shortcut="o" disabled={shownAt === null} onClick={review.markOut}>{t('out')}</Button>
        <Button shortcut="x" onClick={review.export}>{t('export')}</Button>
        <Button shortcut="b" onClick={review.bookmark}>{t('bookmark')}</Button>
        <Button shortcut="p" disabled={shownAt === null} onClick={review.snapshot}>{t('snapshot')}</Button>
        {facts && <SoundButton cameraId={facts.cameraId} />}
      </div>
    </div>
  )
}

function Line({ facts, review: { range } }: { readonly facts: TileFacts | undefined; readonly review: Review }) {
  const replay = facts?.replay
  if (!replay || replay.to <= replay.from) return <div className="camera-page-line" data-live />
  const share = (at: number) => `${(Math.min(1, Math.max(0, (at - replay.from) / (replay.to - replay.from))) * 100).toFixed(2)}%`
  return (
    <div className="camera-page-line">
      {range && <span className="camera-page-range" style={{ left: share(range.from), right: `calc(100% - ${share(range.to)})` }} />}
      <span className="camera-page-at" style={{ left: share(replay.shownAt ?? replay.at) }} />
    </div>
  )
}

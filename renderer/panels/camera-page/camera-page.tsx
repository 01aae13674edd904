import { useMemo } from 'react'
import { toggleSound } from '../../client/camera-sound.ts'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'
import { lookAtWhole } from '../../client/media/picture-views.ts'
import { closePage } from '../../client/page.ts'
import { selectCamera, useSelectedCamera, useSelectedCase } from '../../client/selection.ts'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { CallHere } from '../call-place/call-here.tsx'
import { CameraGrid } from '../cameras/camera-grid.tsx'
import { en, zh } from '../cameras/locale.ts'
import { useCoveredHere } from '../cameras/use-covered.ts'
import { useTileFacts } from '../cameras/use-media.ts'
import { locale } from './locale.ts'
import { ReplayBar } from './replay-bar.tsx'
import { SteerBar } from './steer-bar.tsx'
import { steerLocale } from './steer-locale.ts'
import { SteerPad } from './steer-pad.tsx'
import { TakenList } from './taken-list.tsx'
import { useReview } from './use-review.ts'
import { useSteering } from './use-steering.ts'
import './camera-page.css'
import './steer.css'

const words = defineLocale({ zh, en })

/** One camera as large as the page, in its full stream: look back at its last minute, take clips and snapshots out of it. */
export function CameraPage() {
  const t = useT(locale)
  const tiles = useT(words)
  const steer = useT(steerLocale)
  const format = useFormat()
  const { view, state } = useView({ view: 'cameras' })
  const selected = useSelectedCamera()
  const caseId = useSelectedCase()
  const number = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.number
  const cameras = useMemo(() => (view?.order ?? []).flatMap((id) => view?.rows[id] ?? []), [view])
  const at = Math.max(0, cameras.findIndex((camera) => camera.id === selected))
  const row = cameras[at]
  const camera = useMemo(() => (row ? { id: row.id, name: format.name(row.name, row.nameEn) } : NONE), [row, format])
  const { facts } = useTileFacts(media)
  const review = useReview(camera, facts.get(camera.id))
  const covered = useCoveredHere()
  const steering = useSteering(camera.id)
  const presets = steering.state?.presets.length ?? 0
  const walk = (by: number) => (): void => {
    const next = cameras[(at + by + cameras.length) % Math.max(1, cameras.length)]
    if (next) selectCamera(next.id)
  }
  usePageKeys({
    r: review.back, e: review.live, ' ': review.pause, '-': review.slower, '=': review.faster, '[': review.step(-1), ']': review.step(1),
    ArrowLeft: review.seek(-1), ArrowRight: review.seek(1), i: review.markIn, o: review.markOut, x: review.export, b: review.bookmark, p: review.snapshot,
    c: steering.toggle, m: () => steering.keep(steer('preset.name', { n: presets + 1 })), 0: () => lookAtWhole(camera.id), Z: () => toggleSound(camera.id),
    ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [String(i + 1), () => steering.go(i + 1)])),
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1),
  })
  const shown = useMemo(() => [camera], [camera])
  if (!row) return <Page title={t('title', { name: '' })} state={state} onClose={closePage}><PageMessage title={t('none')} hint={t('none.hint')} /></Page>
  return (
    <Page
      title={t('title', { name: camera.name })}
      state={state}
      onClose={closePage}
      controls={
        <>
          <CallHere at={row.at} />
          <span className="camera-page-hint">{number === undefined ? t('taken.nocase') : t('taken.case', { number })}</span>
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('next')}</PageKey>
          <PageKey keys={['[', ']']}>{t('picture')}</PageKey>
          <PageKey keys={['ArrowLeft', 'ArrowRight']}>{t('seek')}</PageKey>
          <PageKey keys={['w', 'a', 's', 'd']}>{steer(steering.mine ? 'move' : 'look')}</PageKey>
          <PageKey keys={['t', 'g']}>{steer(steering.mine ? 'zoom' : 'enlarge')}</PageKey>
          <PageKey keys={['0']}>{steer('whole')}</PageKey>
        </>
      }
    >
      <div className="camera-page">
        <div className="camera-page-picture">
          <CameraGrid client={media} cameras={shown} columns={1} rows={1} selectedId={camera.id} onSelect={selectCamera} covered={covered} t={tiles} />
          {steering.mine && <SteerPad hold={steering.hold} />}
        </div>
        <SteerBar steering={steering} />
        <ReplayBar facts={facts.get(camera.id)} review={review} />
        <TakenList />
      </div>
    </Page>
  )
}

const NONE = { id: '', name: '' }

import { useEffect, useRef, useState } from 'react'
import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import { useFile } from '../../client/file-cache.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import { isPicture } from './file-words.ts'
import { locale } from './locale.ts'
import { moved, zoomed, type Zoom } from './zoom.ts'

interface StageProps {
  readonly caseId: string
  readonly row: AttachmentRow
  /** Said over it where two stand side by side. */
  readonly caption?: string
  readonly zoom: Zoom
  readonly onZoom: (change: (zoom: Zoom) => Zoom) => void
}

/** An attachment, large: a picture that wheel and drag look into, a clip with its controls, a text; else what to do with it. */
export function FileStage({ caseId, row, caption, zoom, onZoom }: StageProps) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const format = useFormat()
  const [attempt, setAttempt] = useState(0)
  const shown = row.mediaType === 'application/pdf' ? undefined : row
  const file = useFile(caseId, shown, 'whole', attempt)
  return (
    <figure className="stage-frame">
      {caption && <figcaption className="stage-caption">{caption}</figcaption>}
      {shown === undefined && <p className="stage-message">{t('viewer.no-preview')}</p>}
      {shown && file.state === 'loading' && <p className="stage-message">{t('viewer.loading', { part: format.percent(file.part) })}</p>}
      {file.state === 'error' && (
        <div className="stage-message" role="alert">
          <p>{errorText(file.error, c, lang)}</p>
          <Button onClick={() => setAttempt((n) => n + 1)}>{t('retry')}</Button>
        </div>
      )}
      {file.state === 'ready' && isPicture(row.mediaType) && <Picture url={file.url} name={row.name} zoom={zoom} onZoom={onZoom} />}
      {file.state === 'ready' && row.mediaType.startsWith('video/') && (
        <video className="stage-clip" src={file.url} controls>
          <track kind="captions" />
        </video>
      )}
      {file.state === 'ready' && row.mediaType.startsWith('audio/') && (
        <audio className="stage-sound" src={file.url} controls>
          <track kind="captions" />
        </audio>
      )}
      {file.state === 'ready' && row.mediaType === 'text/plain' && <PlainText blob={file.blob} />}
    </figure>
  )
}

function Picture({ url, name, zoom, onZoom }: { readonly url: string; readonly name: string } & Pick<StageProps, 'zoom' | 'onZoom'>) {
  const t = useT(locale)
  const frame = useRef<HTMLDivElement>(null)
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const wheel = (event: WheelEvent): void => {
      event.preventDefault()
      onZoom((before) => zoomed(before, event.deltaY < 0 ? 1 : -1))
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [onZoom])
  if (broken) return <p className="stage-message">{t('viewer.broken')}</p>
  return (
    <div
      ref={frame}
      className="stage-picture"
      data-zoomed={zoom.scale > 1 || undefined}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.buttons !== 1) return
        const { clientWidth, clientHeight } = event.currentTarget
        onZoom((before) => moved(before, event.movementX, event.movementY, clientWidth, clientHeight))
      }}
    >
      <img src={url} alt={name} draggable={false} onError={() => setBroken(true)} style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }} />
    </div>
  )
}

/** So much of a text is shown, bytes. */
const MAX_TEXT = 256 * 1024

function PlainText({ blob }: { readonly blob: Blob }) {
  const [text, setText] = useState('')
  useEffect(() => {
    let here = true
    void blob.slice(0, MAX_TEXT).text().then((read) => here && setText(read))
    return () => {
      here = false
    }
  }, [blob])
  return <pre className="stage-text">{text}</pre>
}

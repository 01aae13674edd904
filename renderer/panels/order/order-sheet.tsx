import { useEffect, useState, type ReactNode } from 'react'
import type { Actor, CaseClass } from '../../../electron/contract/case-terms.ts'
import type { CaseHead, CaseRow, CatalogHead, TimelineRow } from '../../../electron/contract/views.ts'
import { useFile } from '../../client/file-cache.ts'
import { makeThumb } from '../../client/thumbnail.ts'
import type { AttachmentRow } from '../../../electron/contract/attachment.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import { dueOf, handledAt, lastDispatch, photosOf } from './order-data.ts'
import { QrCode } from './qr-code.tsx'
import './order-sheet.css'

export interface OrderProps {
  readonly head: CaseHead
  readonly row: CaseRow
  readonly rows: readonly TimelineRow[]
  readonly catalog: CatalogHead
  readonly actor: Actor | undefined
  /** With the caller's name and telephone number. */
  readonly reporter: boolean
  /** Epoch ms of the printing. */
  readonly now: number
}

/** 派遣单: the sheet of A4 that a department is handed, in the language of the moment. */
export function OrderSheet(props: OrderProps) {
  const { row, catalog, actor, now } = props
  const t = useT(locale)
  const format = useFormat()
  return (
    <article className="order">
      <header className="order-head">
        <div>
          <p className="order-centre">{t('centre', { city: format.name(catalog.city.name, catalog.city.nameEn) })}</p>
          <h1 className="order-title">{t('heading')}</h1>
        </div>
        <QrCode text={row.number} label={row.number} />
      </header>
      <CaseFacts {...props} />
      <Tasks {...props} />
      <Photos {...props} />
      <Handling />
      <footer className="order-foot">
        <span>{t('foot.note')}</span>
        <span>{t('foot', { name: actor?.name ?? '—', time: format.dateTime(now) })}</span>
      </footer>
    </article>
  )
}

const classOf = ({ codes }: CatalogHead, { kind, subClass }: CaseRow): CaseClass | undefined => codes[kind].find((c) => c.code === subClass.slice(0, 2))

function CaseFacts({ head, row, rows, catalog, reporter, now }: OrderProps) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const dispatch = lastDispatch(rows)
  const above = classOf(catalog, row)
  const area = [head.street, head.community].filter(Boolean).join(' ')
  return (
    <dl className="order-facts">
      <Fact term={t('number')}><b className="order-number">{row.number}</b></Fact>
      <Fact term={t('reported')}>{format.dateTime(row.reportedAt)}　{c(`source.${row.source}`)}</Fact>
      <Fact term={t('class')}>{[c(`kind.${row.kind}`), above && format.name(above.name, above.nameEn), `${format.name(row.className, row.classNameEn)} ${row.subClass}`].filter(Boolean).join(' / ')}</Fact>
      <Fact term={t('dispatched')}>{dispatch ? `${format.dateTime(dispatch.occurredAt)}　${t('dispatcher')} ${dispatch.actor.name}` : '—'}</Fact>
      {head.condition && <Fact term={t('condition')} wide>{head.condition}</Fact>}
      <Fact term={t('limit')} wide>
        <b><DueWords head={head} now={now} /></b>
        {head.extensions > 0 && `　${t('due.extended', { n: head.extensions })}`}
        {head.supervised > 0 && `　${t('supervised', { n: head.supervised })}`}
      </Fact>
      <Fact term={t('place')} wide>{[row.place, area].filter(Boolean).join('　')}</Fact>
      {head.grid && <Fact term={t('grid')}>{head.grid}</Fact>}
      <Fact term={t('coordinates')} wide={!head.grid}>{row.at.map((d) => d.toFixed(6)).join(', ')} (CGCS2000)</Fact>
      {head.component && <Fact term={t('component')} wide>{head.component}</Fact>}
      <Fact term={t('description')} wide><span className="order-text">{row.description}</span></Fact>
      {dispatch?.note && <Fact term={t('instruction')} wide><span className="order-text">{dispatch.note}</span></Fact>}
      {reporter && (head.reporter.name || head.reporter.phone) && <Fact term={t('reporter')} wide>{[head.reporter.name, head.reporter.phone].filter(Boolean).join('　')}（{t('reporter.asked')}）</Fact>}
    </dl>
  )
}

function DueWords({ head, now }: { readonly head: CaseHead; readonly now: number }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const limit = head.limit ? limitWords(head.limit, c) : '—'
  const due = dueOf(head.caseClock, handledAt(head.tasks), now)
  if (!due) return limit
  return due.said === 'paused' ? t('due.paused', { limit }) : t(`due.${due.said}`, { limit, time: format.dateTime(due.at) })
}

function Fact({ term, wide = false, children }: { readonly term: string; readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <div className="order-fact" data-wide={wide || undefined}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Tasks({ head, catalog }: OrderProps) {
  const t = useT(locale)
  const format = useFormat()
  return (
    <section className="order-part">
      <h2>{t('tasks')}</h2>
      <table className="order-table">
        <tbody>
          {head.tasks.map((task) => {
            const department = catalog.departments.find((d) => d.id === task.department)
            return (
              <tr key={task.department}>
                <th scope="row">{t(task.part)}</th>
                <td className="order-department">{department ? format.name(department.name, department.nameEn) : task.department}</td>
                <td>{department?.phone ? `${t('phone')} ${department.phone}` : ''}</td>
                <td className="order-sign">{t('sign.taken')}</td>
                <td className="order-sign">{t('sign.time')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Photos({ head, row }: OrderProps) {
  const t = useT(locale)
  const { photos, more } = photosOf(head)
  if (photos.length === 0 && more === 0) return null
  return (
    <section className="order-part">
      <h2>{t('photos')}</h2>
      <div className="order-photos">
        {photos.map((photo) => (
          <Photo key={photo.id} caseId={row.id} photo={photo} />
        ))}
      </div>
      {more > 0 && <p className="order-more">{t('photos.more', { n: more })}</p>}
    </section>
  )
}

/** The longer side of a picture on paper, pixels, and its bytes at most. */
const PHOTO_SIDE = 1_400
const PHOTO_BYTES = 600_000

/** A picture, drawn anew for paper: smaller, and without what its file says of its maker. */
function Photo({ caseId, photo }: { readonly caseId: string; readonly photo: AttachmentRow }) {
  const file = useFile(caseId, photo, 'whole')
  const [url, setUrl] = useState<string | null>(null)
  const blob = file.state === 'ready' ? file.blob : undefined
  useEffect(() => {
    if (!blob) return
    let made: string | undefined
    let here = true
    void makeThumb(blob, PHOTO_BYTES, PHOTO_SIDE).then((small) => {
      made = small && here ? URL.createObjectURL(small) : undefined
      if (here) setUrl(made ?? '')
    })
    return () => {
      here = false
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [blob])
  const state = file.state === 'error' || url === '' ? 'error' : url === null ? 'loading' : 'ready'
  return (
    <figure className="order-photo" data-photo={state}>
      {state === 'ready' && url !== null && <img src={url} alt={photo.name} />}
      <figcaption>{photo.name}</figcaption>
    </figure>
  )
}

function Handling() {
  const t = useT(locale)
  return (
    <section className="order-part order-handling">
      <h2>{t('handling')}</h2>
      <p className="order-write">{t('handling.what')}</p>
      <div className="order-signs">
        {(['sign.handler', 'sign.lead', 'sign.time'] as const).map((key) => (
          <span key={key} className="order-line">
            {t(key)}
          </span>
        ))}
      </div>
    </section>
  )
}

import { useMemo } from 'react'
import type { BoardCall } from '../../../electron/contract/views.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { locale } from './locale.ts'
import '../../ui/whole-rows.css'
import './call-board.css'

/** The wall's board of calls: who waits, who speaks with whom since when, who was missed last. */
export function CallBoard() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const { view, state } = useView({ view: 'call-board' })
  const rows = useMemo(() => (view?.order ?? []).flatMap((id) => view?.rows[id] ?? []), [view])
  const { live = 0, waiting = 0, missed = 0 } = view?.head ?? {}
  const none = !view ? (state === 'error' ? t('error') : c('state.loading')) : live === 0 ? t('none') : undefined
  return (
    <div className="call-board" data-state={state}>
      <h2 className="call-board-title">
        {t('title')}
        {live > 0 && <span>{t('live', { n: format.number(live) })}</span>}
        {waiting > 0 && <span data-tone="accent">{t('waiting', { n: format.number(waiting) })}</span>}
        {missed > 0 && <span data-tone="warn">{t('missed', { n: format.number(missed) })}</span>}
      </h2>
      {none !== undefined && <p className="call-board-none">{none}</p>}
      <ol className="whole-rows">
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ol>
    </div>
  )
}

function Row({ row }: { readonly row: BoardCall }) {
  const t = useT(locale)
  const format = useFormat()
  const withheld = row.number === 'anonymous'
  const name = format.name(row.name, row.nameEn) || (row.direction === 'out' ? row.number : t(withheld ? 'withheld' : 'unknown'))
  return (
    <li className="call-board-row" data-state={row.state}>
      <span className="call-board-who">
        <b>{name}</b> {!withheld && name !== row.number && <span>{row.number}</span>}
      </span>
      <span className="call-board-time">{row.state === 'missed' ? format.dateTime(row.since) : <Since at={row.since} />}</span>
      <span className="call-board-with">{[row.state === 'talking' || row.state === 'dialling' ? row.by : '', row.caseNumber ?? ''].filter(Boolean).join(' · ')}</span>
      <span className="call-board-state">{t(`state.${row.state}`)}</span>
    </li>
  )
}

function Since({ at }: { readonly at: number }) {
  const format = useFormat()
  const now = useNow(1_000)
  return <>{format.countdown(Math.max(0, Math.floor((now - at) / 1000) * 1000))}</>
}

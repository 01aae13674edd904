import { useEffect, useRef, useState } from 'react'
import type { CallRow } from '../../../electron/contract/call.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { selectCase } from '../../client/selection.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { CallNoteList } from './call-notes.tsx'
import { dialBack } from './dial-back.ts'
import { doCall } from './do-call.ts'
import { endWords, type CallWords } from './end-words.ts'
import { canHear, ListenButton } from './listen-button.tsx'
import { locale } from './locale.ts'
import { RecordingPlayer } from './recording-player.tsx'
import './calls.css'

const WHICH = ['all', 'missed', 'in', 'out'] as const
type Which = (typeof WHICH)[number]
const PAGE = 100

/** 通话记录: every call of this hall, who was missed, one key from calling back, going to its case, or hearing it. */
export function CallLogPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const [which, setWhich] = useState<Which>('all')
  const [typed, setTyped] = useState('')
  /** Cursors of the pages before this one. */
  const [pages, setPages] = useState<readonly string[]>([])
  const after = pages.at(-1)
  const { state, view } = useView({ view: 'calls', which, text: typed.trim(), limit: PAGE, ...(after === undefined ? {} : { after }) }, { keepPrevious: true })
  const [wanted, setWanted] = useState('')
  const [heard, setHeard] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => setPages([]), [which, typed])
  const rows = (view?.order ?? []).flatMap((id) => view?.rows[id] ?? [])
  const at = Math.max(0, rows.findIndex((row) => row.id === wanted))
  const chosen = rows[at]
  const walk = (step: number) => (): void => {
    const to = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(to.id)
    document.getElementById(`call-${to.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const callBack = (): void => {
    if (chosen && chosen.number !== 'anonymous') void doCall(dialBack(chosen))
  }
  const goToCase = (): void => {
    if (!chosen?.caseId) return
    selectCase(chosen.caseId)
    closePage()
  }
  const older = (): void => {
    if (view?.head.next) setPages([...pages, view.head.next])
  }
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select(), Enter: callBack, o: goToCase, L: () => setHeard(chosen && canHear(chosen) && heard !== chosen.id ? chosen.id : null),
    1: () => setWhich('all'), 2: () => setWhich('missed'), 3: () => setWhich('in'), 4: () => setWhich('out'), PageDown: older, PageUp: () => setPages(pages.slice(0, -1)),
  })
  return (
    <Page
      title={t('log')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <Segments label={t('log.which')} value={which} choices={WHICH.map((value, i) => ({ value, words: `${t(`log.${value}`)} ${i + 1}` }))} onChange={setWhich} />
          <SearchField field={field} className="directory-search" value={typed} words={t('log.search')} onChange={setTyped} onWalk={(step) => walk(step)()} onEnter={callBack} />
          {view && view.head.missed > 0 && <span className="call-log-missed">{t('missed', { n: format.number(view.head.missed) })}</span>}
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('log.key.choose')}</PageKey>
          <PageKey keys={['Enter']}>{t('log.key.call')}</PageKey>
          <PageKey keys={['o']}>{t('log.key.case')}</PageKey>
          <PageKey keys={['Shift+L']}>{t('log.key.listen')}</PageKey>
          <PageKey keys={['i']}>{t('log.key.search')}</PageKey>
          {(pages.length > 0 || (view && view.head.next !== null)) && <PageKey keys={['PageUp', 'PageDown']}>{t('log.key.page')}</PageKey>}
        </>
      }
    >
      {!view ? (
        <PageMessage title={state === 'error' ? t('log.error') : c('state.loading')} />
      ) : rows.length === 0 ? (
        <PageMessage title={typed.trim() === '' && which === 'all' ? t('log.empty') : t('log.none')} />
      ) : (
        <div className="call-log-list" role="listbox" aria-label={t('log')}>
          {rows.map((row) => (
            <LogRow key={row.id} row={row} chosen={row === chosen} heard={heard === row.id} onChoose={() => setWanted(row.id)} onCall={callBack} onHear={() => setHeard(heard === row.id ? null : row.id)} />
          ))}
        </div>
      )}
    </Page>
  )
}

function LogRow({ row, chosen, heard, onChoose, onCall, onHear }: { readonly row: CallRow; readonly chosen: boolean; readonly heard: boolean; readonly onChoose: () => void; readonly onCall: () => void; readonly onHear: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const number = useView({ view: 'case', caseId: row.caseId ?? '-' }).view?.head.row?.number
  const missed = row.direction === 'in' && row.answeredAt === null && row.endedAt !== null
  const name = format.name(row.party.name, row.party.nameEn) || (row.number === 'anonymous' ? t('caller.withheld') : t('caller.unknown'))
  return (
    <>
      <div id={`call-${row.id}`} role="option" aria-selected={chosen} className="call-log-row" data-missed={missed || undefined} onMouseDown={onChoose} onDoubleClick={onCall}>
        <time>{format.dateTime(row.begunAt)}</time>
        <span className="call-log-way">{missed ? t('log.missed') : t(`history.${row.direction}`)}</span>
        <span className="call-log-name">
          <b>{name}</b> <span className="call-number">{row.number === 'anonymous' ? '' : row.number}</span>
        </span>
        <span className="call-log-end">{outcome(row, t, format)}</span>
        <span className="call-number">{number ?? ''}</span>
        <span className="call-number">{row.by}</span>
        <span>
          <ListenButton row={row} tone="quiet" pressed={heard} onClick={onHear} />
        </span>
      </div>
      <CallNoteList notes={row.notes} />
      {heard && (
        <div className="call-log-player">
          <RecordingPlayer callId={row.id} marks={row.marks} />
        </div>
      )}
    </>
  )
}

function outcome(row: CallRow, t: CallWords, format: ReturnType<typeof useFormat>): string {
  if (row.endedAt === null) return t('history.under-way')
  return row.answeredAt === null ? endWords(row, t) : t('history.lasted', { time: format.duration(row.endedAt - row.answeredAt) })
}

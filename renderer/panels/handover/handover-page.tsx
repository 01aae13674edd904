import { useMemo, useState } from 'react'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { BoardTable, type BoardCell } from './board-table.tsx'
import { CaseLines, EventLines } from './case-lines.tsx'
import { boardOf, casesIn, movedSince, notesSince, shiftStart, type Board, type ShiftNotes } from './handover.ts'
import { locale } from './locale.ts'
import './handover.css'

const SHIFT_HOURS = 8
/** As many open cases, the most pressing first, and as many events as a view may hold. */
const MAX_CASES = 500
const MAX_EVENTS = 100
/** Lines of a list that are drawn; of events fewer, since each watches its case. */
const MOST_CASES = 200
const MOST_EVENTS = 15
const TICK = 10_000

/** Lists that stand under the board, walked with a key. */
const LISTS = ['overdue', 'notes', 'supervised', 'paused', 'soon'] as const
type List = (typeof LISTS)[number]

/** 交接班: what the next shift takes over, on the screen and on paper. */
export function HandoverPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(TICK)
  const [since, setSince] = useState(() => shiftStart(Date.now(), SHIFT_HOURS))
  const { state, view, since: staleSince } = useView({ view: 'queue', lens: 'open', limit: MAX_CASES })
  const roll = useView({ view: 'roll', limit: MAX_EVENTS }).view
  const rows = useMemo(() => view?.order.flatMap((id) => view.rows[id] ?? []) ?? [], [view])
  const board = useMemo(() => boardOf(rows, now), [rows, now])
  const notes = useMemo(() => notesSince(roll ? Object.values(roll.rows) : [], since, (roll?.order.length ?? 0) >= MAX_EVENTS), [roll, since])
  const move = (steps: number) => (): void => setSince((before) => movedSince(before, steps, Date.now()))
  usePageKeys({ '[': move(-1), ']': move(1), p: print, j: () => walkFocus('.handover-lines .handover-line', 1), k: () => walkFocus('.handover-lines .handover-line', -1), ArrowDown: () => walkFocus('.handover-lines .handover-line', 1), ArrowUp: () => walkFocus('.handover-lines .handover-line', -1) })
  const total = view?.head.total ?? 0
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <span className="handover-since">
            <Button tone="quiet" shortcut="[" aria-label={t('earlier')} onClick={move(-1)}>
              −
            </Button>
            {t('since', { time: format.dateTime(since), length: format.duration(now - since) })}
            <Button tone="quiet" shortcut="]" aria-label={t('later')} onClick={move(1)}>
              +
            </Button>
          </span>
          {state === 'stale' && <span className="handover-stale">{c('state.stale', { time: format.seconds(staleSince ?? now) })}</span>}
          <Button className="handover-print" shortcut="p" onClick={print}>
            {t('print')}
          </Button>
        </>
      }
      foot={<Foot />}
    >
      {view === undefined ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : rows.length === 0 ? (
        <PageMessage title={t('empty')} hint={t('empty.hint')} />
      ) : (
        <div className="handover">
          <PaperHead since={since} now={now} />
          <Sheet board={board} notes={notes} since={since} now={now} capped={total > rows.length ? t('capped', { total: format.number(total), n: format.number(rows.length) }) : ''} />
        </div>
      )}
    </Page>
  )
}

function Foot() {
  const t = useT(locale)
  return (
    <>
      <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
      <PageKey keys={['Enter']}>{t('key.open')}</PageKey>
      <PageKey keys={['o']}>{t('key.list')}</PageKey>
      <PageKey keys={['[', ']']}>{t('key.since')}</PageKey>
      <PageKey keys={['p']}>{t('key.print')}</PageKey>
    </>
  )
}

/** Who hands over what and when; on paper only, where no window says it. */
/** Prints the sheet; that it was printed is recorded. */
function print(): void {
  void core.command({ type: 'audit.printed', what: 'handover' })
  window.print()
}

function PaperHead({ since, now }: { readonly since: number; readonly now: number }) {
  const t = useT(locale)
  const format = useFormat()
  const status = useView({ view: 'status' }).view?.head
  const city = useView({ view: 'catalog' }).view?.head.city
  return (
    <header className="handover-paper">
      <h2>{`${city ? format.name(city.name, city.nameEn) : ''} ${t('title')}`}</h2>
      <p>
        <span>{t('since', { time: format.dateTime(since), length: format.duration(now - since) })}</span>
        <span>{`${t('handed-by')} ${status?.actor?.name ?? ''}`}</span>
        <span>{`${t('made-at')} ${format.dateTime(now)}`}</span>
        <span className="handover-sign">{t('signed')}</span>
      </p>
    </header>
  )
}

interface SheetProps {
  readonly board: Board
  readonly notes: ShiftNotes
  readonly since: number
  readonly now: number
  readonly capped: string
}

function Sheet({ board, notes, since, now, capped }: SheetProps) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const [list, setList] = useState<List | BoardCell>('overdue')
  const titleOf = (each: List): string => (each === 'supervised' || each === 'notes' ? t(each) : t(`list.${each}`))
  const countOf = (each: List): number => (each === 'supervised' ? notes.supervised.length : each === 'notes' ? notes.notes.length : casesIn(board, null, each).length)
  const cellTitle = ({ stage, due }: BoardCell): string => [stage ? c(`stage.${stage}`) : t('list.all'), due ? t(`due.${due}`) : ''].filter(Boolean).join(' · ')
  const reach = notes.from > since ? t('notes.reach', { time: format.dateTime(notes.from) }) : ''
  const lines = (each: List) =>
    each === 'supervised' || each === 'notes' ? (
      <>
        <EventLines rows={notes[each]} most={MOST_EVENTS} none={t(`${each}.none`)} />
        {reach && <p className="handover-reach">{reach}</p>}
      </>
    ) : (
      <CaseLines rows={casesIn(board, null, each)} now={now} most={MOST_CASES} />
    )
  usePageKeys({ o: () => setList((before) => LISTS[(LISTS.findIndex((each) => each === before) + 1) % LISTS.length] ?? 'overdue') })
  return (
    <>
      <BoardTable board={board} chosen={typeof list === 'string' ? null : list} onChoose={setList} />
      {capped && <p className="handover-reach">{capped}</p>}
      <div className="handover-tabs" role="tablist">
        {LISTS.map((each) => (
          <button key={each} type="button" role="tab" className="handover-tab" aria-selected={list === each} data-list={each} onClick={() => setList(each)}>
            {titleOf(each)} <b data-some={countOf(each) > 0 || undefined}>{format.number(countOf(each))}</b>
          </button>
        ))}
        {typeof list !== 'string' && (
          <span role="tab" className="handover-tab" aria-selected="true">
            {cellTitle(list)} <b>{format.number(casesIn(board, list.stage, list.due).length)}</b>
          </span>
        )}
      </div>
      <div className="handover-lines">{typeof list === 'string' ? lines(list) : <CaseLines rows={casesIn(board, list.stage, list.due)} now={now} most={MOST_CASES} />}</div>
      <div className="handover-all" aria-hidden="true">
        {LISTS.map((each) => (
          <section key={each}>
            <h3>{`${titleOf(each)} (${format.number(countOf(each))})`}</h3>
            {lines(each)}
          </section>
        ))}
      </div>
    </>
  )
}

import { useMemo, useRef, useState } from 'react'
import { MAX_GROUP } from '../../../electron/contract/call-plan.ts'
import { isOnDuty, numbersAt, type DirectoryRow, type DutyNumber } from '../../../electron/contract/directory.ts'
import { useWatchPresence } from '../../client/call-client.ts'
import { useNow } from '../../client/clock.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT, type Translate } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { doCall } from '../calls/do-call.ts'
import { PresenceLamp } from '../calls/presence-lamp.tsx'
import { dialEntry } from './dial-entry.ts'
import { findEntries } from './find-entries.ts'
import { GroupBar } from './group-bar.tsx'
import { locale } from './locale.ts'
import '../../ui/grouped-list.css'
import './directory.css'

type Words = Translate<Extract<keyof typeof locale.zh, string>>

/** Rosters change by the minute. */
const LOOK_MS = 20_000

/** 通讯录: departments, posts and people with their numbers, who is on duty now, each one key from being called. */
export function DirectoryPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(LOOK_MS)
  const { state, view } = useView({ view: 'directory' })
  const caseId = useSelectedCase()
  const number = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.number
  const rows = useMemo(() => view?.order.flatMap((id) => view.rows[id] ?? []) ?? [], [view])
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const [marked, setMarked] = useState<readonly string[]>([])
  const field = useRef<HTMLInputElement>(null)
  const found = useMemo(() => findEntries(rows, typed), [rows, typed])
  const at = Math.max(0, found.findIndex((row) => row.id === wanted))
  useWatchPresence(useMemo(() => numbersNear(found, at, now), [found, at, now]))
  const walk = (step: number) => (): void => {
    const to = found[Math.min(found.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(to.id)
    document.getElementById(`directory-${to.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const call = (row: DirectoryRow | undefined): void => {
    if (row) void doCall(dialEntry(row, caseId, Date.now()))
  }
  const mark = (row: DirectoryRow | undefined): void => {
    if (row) setMarked((before) => (before.includes(row.id) ? before.filter((id) => id !== row.id) : before.length < MAX_GROUP ? [...before, row.id] : before))
  }
  usePageKeys({ ' ': () => mark(found[at]), j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select(), Enter: () => call(found[at]) })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <SearchField field={field} className="directory-search" value={typed} words={t('search')} onChange={setTyped} onWalk={(step) => walk(step)()} onEnter={() => call(found[at])} />
          {rows.length > 0 && <span className="directory-counts">{t('counts', { n: format.number(found.length), duty: format.number(found.filter((row) => onDuty(row, now)).length) })}</span>}
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['Enter']}>{t('key.call')}</PageKey>
          <PageKey keys={['Space']}>{t('key.mark')}</PageKey>
          <PageKey keys={['i']}>{t('key.search')}</PageKey>
          <span>{number === undefined ? t('no-case') : t('for-case', { number })}</span>
        </>
      }
    >
      {!view ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : rows.length === 0 ? (
        <PageMessage title={t('empty.title')} hint={t('empty.hint')} />
      ) : found.length === 0 ? (
        <PageMessage title={t('none.title', { text: typed.trim() })} hint={t('none.hint')} />
      ) : (
        <div className="directory-main">
          <GroupBar rows={rows} marked={marked} caseId={caseId} onMark={setMarked} />
          <div className="grouped-list directory-list" role="listbox" aria-label={t('title')}>
            {found.map((row, index) => (
              <div key={row.id} role="presentation">
                {found[index - 1]?.departmentName !== row.departmentName && <h3 className="grouped-head">{format.name(row.departmentName, row.departmentNameEn)}</h3>}
                <Entry row={row} chosen={index === at} marked={marked.includes(row.id)} now={now} onMark={() => mark(row)} onChoose={() => setWanted(row.id)} onCall={() => call(row)} />
              </div>
            ))}
          </div>
        </div>
      )}
    </Page>
  )
}

/** Entries above and below the chosen one whose numbers are asked about. */
const ABOVE = 12
const BELOW = 24

/** The numbers that would be tried first, of the entries around the chosen one. */
const numbersNear = (rows: readonly DirectoryRow[], at: number, now: number): string[] => rows.slice(Math.max(0, at - ABOVE), at + BELOW).flatMap(({ numbers }) => numbersAt(numbers, now).slice(0, 1))

const onDuty = (row: DirectoryRow, at: number): boolean => row.numbers.some((number) => isOnDuty(number, at))

function Entry({ row, chosen, marked, now, onMark, onChoose, onCall }: { readonly row: DirectoryRow; readonly chosen: boolean; readonly marked: boolean; readonly now: number; readonly onMark: () => void; readonly onChoose: () => void; readonly onCall: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const duty = onDuty(row, now)
  const [first] = numbersAt(row.numbers, now)
  return (
    <div id={`directory-${row.id}`} role="option" aria-selected={chosen} className="grouped-row directory-row" onMouseDown={onChoose} onDoubleClick={onCall}>
      <input type="checkbox" tabIndex={-1} checked={marked} aria-label={t('key.mark')} onMouseDown={(event) => event.preventDefault()} onChange={onMark} />
      <span className="directory-lamp" data-on={duty || undefined} title={duty ? t('duty') : t('not-duty')} />
      <span className="directory-name">
        <b>{format.name(row.name, row.nameEn)}</b>
        <span>{row.title || t(`kind.${row.kind}`)}</span>
      </span>
      <ol className="directory-numbers">
        {row.numbers.map((number, i) => (
          <li key={i} data-now={isOnDuty(number, now) || undefined}>
            {number.number} <span>{hoursWords(number, t)}</span> {number.number === first && <PresenceLamp number={first} />}
          </li>
        ))}
      </ol>
      <Button tone={chosen ? 'plain' : 'quiet'} shortcut={chosen ? 'Enter' : undefined} onClick={onCall}>
        {t('call')}
      </Button>
    </div>
  )
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const DAY_KEYS = { 1: 'day.1', 2: 'day.2', 3: 'day.3', 4: 'day.4', 5: 'day.5', 6: 'day.6', 7: 'day.7' } as const
const isDay = (day: number): day is keyof typeof DAY_KEYS => day in DAY_KEYS

function hoursWords({ hours, days }: DutyNumber, t: Words): string {
  const named = (days ?? []).filter(isDay).map((day) => t(DAY_KEYS[day]))
  const when = named.length > 1 ? `${named[0] ?? ''}–${named.at(-1) ?? ''}` : (named[0] ?? '')
  return [when, hours ? `${clock(hours.from)}–${clock(hours.to)}` : ''].filter(Boolean).join(' ')
}

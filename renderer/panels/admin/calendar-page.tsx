import { useEffect, useRef, useState } from 'react'
import type { CalendarEffect } from '../../../electron/contract/code-admin.ts'
import type { Calendar } from '../../../electron/contract/case-terms.ts'
import type { SheetFault } from '../../../electron/contract/sheet.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { sendSheet } from '../../client/sheet-send.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { FaultList } from '../imports/fault-list.tsx'
import { notify } from '../notices/notice-store.ts'
import '../../ui/field.css'
import '../imports/imports.css'
import { CalendarSide, PastTick } from './calendar-side.tsx'
import { calendarLocale } from './calendar-locale.ts'
import { dayAfter, draftKind, nextKind, sameDraft, withDay, type Draft } from './calendar-draft.ts'
import { exportFile } from './export-file.ts'
import { VersionList } from './version-list.tsx'
import { YearView } from './year-view.tsx'
import './calendar-page.css'

/** 工作日历 for the administrator: the year day by day, a notice's import, what a change would do, its versions. */
export function CalendarPage() {
  const t = useT(calendarLocale)
  const c = useT(common)
  const { state, view } = useView({ view: 'catalog' })
  const calendar = view?.head.calendar
  return calendar ? (
    <CalendarDesk key={calendar.version} calendar={calendar} state={state} />
  ) : (
    <Page title={t('title')} onClose={closePage} state={state}>
      <PageMessage title={c('state.loading')} />
    </Page>
  )
}

const todayText = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

function CalendarDesk({ calendar, state }: { readonly calendar: Calendar; readonly state: string }) {
  const t = useT(calendarLocale)
  const today = todayText(useNow(60_000))
  const admin = useView({ view: 'desk' }).view?.head.actor?.roles.includes('admin') ?? false
  const [chosen, setChosen] = useState(today)
  const [draft, setDraft] = useState<Draft>(calendar)
  const [faults, setFaults] = useState<{ readonly name: string; readonly list: readonly SheetFault[]; readonly count: number } | null>(null)
  const [versions, setVersions] = useState(false)
  const [past, setPast] = useState(false)
  const [note, setNote] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const effect = useEffectOf(calendar, draft)
  const year = Number(chosen.slice(0, 4))
  const choose = (day: string): void => {
    setChosen(day)
    requestAnimationFrame(() => document.getElementById(`day-${day}`)?.focus())
  }
  const walk = (days: number) => (): void => choose(dayAfter(chosen, days))
  const turn = (day: string): void => {
    if (admin) setDraft((old) => withDay(old, day, nextKind(draftKind(old, day))))
  }
  const touched = effect !== null && (effect.diff.hours || effect.diff.past.length > 0)
  const ready = admin && effect !== null && (!touched || (past && note.trim() !== ''))
  const save = async (): Promise<void> => {
    if (!ready) return
    const { holidays, workedWeekends, coveredFrom, coveredTo, periods, names } = draft
    const done = await core.command({ type: 'calendar.activate', base: calendar.version, calendar: { holidays, workedWeekends, coveredFrom, coveredTo, periods, ...(names === undefined ? {} : { names }) }, note: note.trim(), past })
    if (!done.ok) notify({ what: 'error', error: done.error })
  }
  const take = async (file: File): Promise<void> => {
    const sent = await sendSheet(core, file, () => undefined)
    const read = sent.ok ? await core.query({ type: 'calendar-file', upload: sent.value }) : sent
    if (!read.ok) return notify({ what: 'error', error: read.error })
    setFaults(read.value.calendar ? null : { name: file.name, list: read.value.faults, count: read.value.faultCount })
    if (!read.value.calendar) return
    setDraft(read.value.calendar)
    const first = read.value.calendar.holidays.find((day) => !calendar.holidays.includes(day))
    if (first) choose(first)
  }
  const revert = async (version: string): Promise<void> => {
    const done = await core.command({ type: 'calendar.revert', base: calendar.version, version, note: note.trim(), past })
    if (!done.ok) notify({ what: 'error', error: done.error })
  }
  usePageKeys({
    ArrowLeft: walk(-1), ArrowRight: walk(1), ArrowUp: walk(-7), ArrowDown: walk(7),
    PageUp: () => choose(`${year - 1}${chosen.slice(4) === '-02-29' ? '-02-28' : chosen.slice(4)}`), PageDown: () => choose(`${year + 1}${chosen.slice(4) === '-02-29' ? '-02-28' : chosen.slice(4)}`),
    ' ': () => turn(chosen), o: () => (admin ? field.current?.click() : undefined), Enter: () => void save(), u: () => setDraft(calendar), r: () => void exportFile('calendar'),
    v: () => setVersions(!versions),
  })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <Button aria-label={t('year.before')} onClick={() => choose(`${year - 1}-01-01`)}>‹</Button>
          <b className="calendar-year">{year}</b>
          <Button aria-label={t('year.after')} onClick={() => choose(`${year + 1}-01-01`)}>›</Button>
          <span className="sheet-name">{t('version', { version: calendar.version })}</span>
          <Button shortcut="o" disabled={!admin} onClick={() => field.current?.click()}>{t('import')}</Button>
          <Button shortcut="r" onClick={() => void exportFile('calendar')}>{t('export')}</Button>
          <Button shortcut="v" pressed={versions} onClick={() => setVersions(!versions)}>{t('versions')}</Button>
          <input
            ref={field} type="file" hidden accept=".csv,.txt,.xlsx" aria-label={t('import')}
            onChange={(event) => {
              const [file] = event.target.files ?? []
              event.target.value = ''
              if (file) void take(file)
            }}
          />
        </>
      }
      foot={
        <>
          <PageKey keys={['ArrowUp', 'ArrowDown', '←', '→']}>{t('key.day')}</PageKey>
          <PageKey keys={['Space']}>{t('key.kind')}</PageKey>
          <PageKey keys={['PageUp', 'PageDown']}>{t('key.year')}</PageKey>
          <span>{t('legend')}</span>
          <span>{t('hours', { periods: draft.periods.map(([a, b]) => `${a}–${b}`).join(' ') })}</span>
        </>
      }
    >
      <div className="calendar-main">
        <p className="page-hint">{`${year}` > draft.coveredTo.slice(0, 4) || `${year}` < draft.coveredFrom.slice(0, 4) ? t('not-covered', { year }) : t('covered', { from: draft.coveredFrom, to: draft.coveredTo })}</p>
        <YearView year={year} draft={draft} before={calendar} today={today} chosen={chosen} onChoose={choose} onTurn={turn} onSave={() => void save()} />
      </div>
      <aside className="calendar-side">
        {versions ? (
          <>
            <VersionList what="calendar" now={calendar.version} onRevert={admin ? (version) => void revert(version) : undefined} />
            {admin && (
              <div className="calendar-save">
                <PastTick words={t('past.revert')} past={past} onPast={setPast} />
                <label className="field">
                  <span className="field-words">{past ? t('reason') : t('note')}</span>
                  <input className="input" maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
                </label>
              </div>
            )}
          </>
        ) : faults ? (
          <>
            <p className="import-warn">{t('import.faults', { name: faults.name, n: faults.count })}</p>
            <FaultList faults={faults.list} count={faults.count} />
            <Button onClick={() => setFaults(null)}>{t('close')}</Button>
          </>
        ) : (
          <CalendarSide effect={effect} admin={admin} past={past} note={note} ready={ready} onPast={setPast} onNote={setNote} onSave={() => void save()} onDiscard={() => setDraft(calendar)} />
        )}
      </aside>
    </Page>
  )
}

const PAUSE_MS = 250

/** What a draft would do, asked a moment after its last change; null while it changes nothing or nothing is known yet. */
function useEffectOf(calendar: Calendar, draft: Draft): CalendarEffect | null {
  const [effect, setEffect] = useState<CalendarEffect | null>(null)
  useEffect(() => {
    if (sameDraft(calendar, draft)) {
      setEffect(null)
      return
    }
    let here = true
    const timer = setTimeout(() => {
      const { holidays, workedWeekends, coveredFrom, coveredTo, periods, names } = draft
      void core.query({ type: 'calendar-effect', calendar: { holidays, workedWeekends, coveredFrom, coveredTo, periods, ...(names === undefined ? {} : { names }) } }).then((found) => {
        if (!here) return
        if (found.ok) setEffect(found.value)
        else notify({ what: 'error', error: found.error })
      })
    }, PAUSE_MS)
    return () => {
      here = false
      clearTimeout(timer)
    }
  }, [calendar, draft])
  return effect
}

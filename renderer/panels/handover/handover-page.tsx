import { useState } from 'react'
import { HandoverSection, type HandoverReport, type HandoverRow } from '../../../electron/contract/handover.ts'
import { useNow } from '../../client/clock.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { copyText } from '../kpi-page/copy-text.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import { GiveTake, type Doing } from './give-take.tsx'
import { HandoverSheet, type Shown } from './handover-sheet.tsx'
import { handoverText } from './handover-text.ts'
import { movedSince, startOfShift } from './handover.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'
import { useReport } from './use-report.ts'
import './handover.css'

const SHIFT_HOURS = 8
const TICK = 20_000
const LINES = '.handover-lines .handover-line'

/** 交接班: what the next shift takes over, on the screen and on paper; who gave it and who took it. */
export function HandoverPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const now = useNow(TICK)
  const past = usePast()
  const [moved, setMoved] = useState<number | null>(null)
  const [opened] = useState(() => Date.now())
  const [renewed, setRenewed] = useState(0)
  const [doing, setDoing] = useState<Doing>(null)
  const [shown, setShown] = useState<Shown>('overdue')
  const since = moved ?? startOfShift(past[0], opened, SHIFT_HOURS)
  const { state, value: report } = useReport(since, renewed)
  const waiting = past[0] && !past[0].taken ? past[0] : undefined
  const copy = useCopy(report)
  const move = (steps: number) => (): void => setMoved(movedSince(since, steps, Date.now()))
  const walk = (step: number) => (): void => walkFocus(LINES, step)
  const turn = (step: number) => (): void => setShown((before) => nextPart(before, step))
  usePageKeys({
    '[': move(-1), ']': move(1), p: print, e: copy.copy, j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), o: turn(1), O: turn(-1),
    g: () => report && setDoing('give'), t: () => waiting && setDoing('take'), v: () => setShown((before) => (before === 'past' ? 'overdue' : 'past')),
  })
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
          {state === 'stale' && <span className="handover-stale">{c('state.stale', { time: format.seconds(report?.until ?? now) })}</span>}
          <span className="handover-buttons">
            <Button shortcut="e" onClick={copy.copy}>
              {copy.done ? t('copied') : t('copy')}
            </Button>
            <Button shortcut="p" onClick={print}>
              {t('print')}
            </Button>
            <Button tone={waiting ? 'plain' : 'primary'} shortcut="g" disabled={report === undefined} onClick={() => setDoing('give')}>
              {t('give')}
            </Button>
          </span>
        </>
      }
      foot={<Foot />}
    >
      {report === undefined ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : (
        <div className="handover">
          <GiveTake report={report} waiting={waiting} doing={doing} onDoing={setDoing} onDone={() => setRenewed((n) => n + 1)} />
          <HandoverSheet report={report} past={past} shown={shown} onShow={setShown} />
        </div>
      )}
    </Page>
  )
}

function usePast(): readonly HandoverRow[] {
  const { view } = useView({ view: 'handovers' })
  return view?.order.flatMap((id) => view.rows[id] ?? []) ?? []
}

/** The part before or after; from anything else to the first or last. */
function nextPart(shown: Shown, step: number): Shown {
  const all = HandoverSection.options
  const at = all.findIndex((each) => each === shown)
  return all[(at + step + all.length) % all.length] ?? 'overdue'
}

function useCopy(report: HandoverReport | undefined): { readonly done: boolean; readonly copy: () => void } {
  const t = useT(locale)
  const format = useFormat()
  const names = useDepartmentNames()
  const [copied, setCopied] = useState<HandoverReport | null>(null)
  const copy = (): void => {
    if (report && copyText(handoverText(report, t, format, (department) => names.get(department) ?? department))) setCopied(report)
  }
  return { done: report !== undefined && copied === report, copy }
}

function Foot() {
  const t = useT(locale)
  return (
    <>
      <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
      <PageKey keys={['Enter']}>{t('key.open')}</PageKey>
      <PageKey keys={['o']}>{t('key.list')}</PageKey>
      <PageKey keys={['[', ']']}>{t('key.since')}</PageKey>
      <PageKey keys={['v']}>{t('key.past')}</PageKey>
    </>
  )
}

/** Prints the sheet once it is recorded that it was. */
async function printSheet(): Promise<void> {
  const recorded = await core.command({ type: 'audit.printed', what: 'handover' })
  if (!recorded.ok) return notify({ what: 'error', error: recorded.error })
  window.print()
}

const print = (): void => void printSheet()

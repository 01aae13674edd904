import { useEffect, useMemo, useState } from 'react'
import { KpiGroup } from '../../../electron/contract/kpi.ts'
import { closePage } from '../../client/page.ts'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { focusSegments, Segments } from '../../ui/segments.tsx'
import { AskedContent } from '../notices/asked-content.tsx'
import { copyText } from './copy-text.ts'
import { DrillList, type Drill } from './drill-list.tsx'
import { BY_BOUNCES, BY_NAME, csvOf, nextSort, sortRows, tableOf, type FigureRow, type FigureTable, type Sort } from './figure-table.ts'
import { cellSelector, FigureTableView, type CellAt } from './figure-table-view.tsx'
import { useFigureWords } from './figure-words.ts'
import { locale } from './locale.ts'
import { PeriodField, usePeriod } from './period-field.tsx'
import { SideFigures } from './side-figures.tsx'
import { EventList } from './event-list.tsx'
import { TakenOutList } from './taken-out-list.tsx'
import { useReports, type Reports } from './use-report.ts'
import './kpi-page.css'

/** 指标: every figure of a period by group, each down to its cases and the events that prove them. */
export function KpiPage() {
  const t = useT(locale)
  const format = useFormat()
  const [group, setGroup] = useState<KpiGroup>('department')
  const period = usePeriod()
  const report = useReports(period.period, group)
  const groups = KpiGroup.options.map((value) => ({ value, words: t(`group.${value}`) }))
  usePageKeys({ p: () => focusSegments('kpi-period'), b: () => focusSegments('kpi-group'), r: report.renew })
  return (
    <Page
      title={t('title')}
      state={report.state}
      onClose={closePage}
      controls={
        <>
          <PeriodField {...period} />
          <Segments label={t('group')} shortcut="b" focusKey="kpi-group" value={group} choices={groups} onChange={setGroup} />
          {report.value && (
            <span className="kpi-as-of" data-state={report.state}>
              {t('as-of', { time: format.seconds(report.value.grouped.asOf) })}
            </span>
          )}
        </>
      }
      foot={<Foot />}
    >
      <AskedContent asked={report} failed={t('error')} retry={t('retry')}>
        {(reports) => <Figures reports={reports} />}
      </AskedContent>
    </Page>
  )
}

function Foot() {
  const t = useT(locale)
  return (
    <>
      <PageKey keys={['ArrowUp', 'ArrowDown', '←', '→']}>{t('key.move')}</PageKey>
      <PageKey keys={['Enter']}>{t('key.drill')}</PageKey>
      <PageKey keys={['o']}>{t('key.sort')}</PageKey>
      <PageKey keys={['e']}>{t('key.copy')}</PageKey>
      <PageKey keys={['r']}>{t('key.renew')}</PageKey>
      <PageKey keys={['x']}>{t('key.part')}</PageKey>
      <PageKey keys={['PageUp', 'PageDown']}>{t('key.page')}</PageKey>
    </>
  )
}

function Figures({ reports: { city, grouped } }: { readonly reports: Reports }) {
  const t = useT(locale)
  const words = useFigureWords()
  const lang = useLang()
  const [sort, setSort] = useState<Sort>({ by: BY_NAME, down: false })
  const [at, setAt] = useState<CellAt>({ row: 1, column: 1 })
  const [drill, setDrill] = useState<{ readonly what: Drill; readonly at: CellAt } | null>(null)
  const [side, setSide] = useState<{ readonly what: 'taken-out' } | { readonly what: 'bounces'; readonly name: string; readonly events: readonly string[] } | null>(null)
  const { group, from, to } = grouped
  const table = useMemo(() => tableOf(grouped), [grouped])
  const whole = useMemo(() => tableOf(city), [city])
  const collator = useMemo(() => new Intl.Collator(lang), [lang])
  const named = table.rows.map((row) => ({ ...row, name: words.group(group, row.group, row.name) }))
  const sorted = sortRows(named, sort, collator)
  const rows = [...(group === 'city' ? [] : whole.rows.map((row) => ({ row, group: 'city' as const }))), ...sorted.map((row) => ({ row, group }))]
  const copied = useCopy({ columns: table.columns, rows: rows.map(({ row, group: of }) => ({ ...row, name: words.group(of, row.group, row.name) })) })
  const keyOfColumn = (column: number): string => (column === 0 ? BY_NAME : (table.columns[column - 1]?.key ?? BY_BOUNCES))
  const move = (down: number, right: number) => (): void => {
    if (document.activeElement?.closest('.drill')) return walkFocus('.drill-row', down)
    const last = { row: rows.length, column: table.columns.length + (rows.some(({ row }) => row.bounces !== undefined) ? 1 : 0) }
    const row = Math.min(last.row, Math.max(0, at.row + down))
    const column = Math.min(last.column, Math.max(row === 0 ? 0 : 1, at.column + right))
    const cell = document.querySelector<HTMLElement>(cellSelector({ row, column }))
    cell?.focus()
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const showBounces = (name: string, events: readonly string[]): void => {
    setDrill(null)
    setSide({ what: 'bounces', name, events })
  }
  const narrow = drill !== null || side !== null
  useEffect(() => {
    if (narrow) document.querySelector('.kpi-table [tabindex="0"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [narrow])
  const close = (): void => {
    document.querySelector<HTMLElement>(cellSelector(drill?.at ?? at))?.focus()
    setDrill(null)
    setSide(null)
  }
  usePageKeys({
    ArrowDown: move(1, 0), ArrowUp: move(-1, 0), ArrowRight: move(0, 1), ArrowLeft: move(0, -1), j: move(1, 0), k: move(-1, 0), Home: move(0, -Infinity), End: move(0, Infinity),
    o: () => setSort((now) => nextSort(now, keyOfColumn(at.column))),
    e: copied.copy,
  })
  if (rows.every(({ row }: { readonly row: FigureRow }) => [...row.cells.values()].every((cell) => cell.denominator === 0))) {
    return <PageMessage title={t('empty')} hint={t('empty.hint')} />
  }
  return (
    <>
      <div className="kpi-main">
        <div className="kpi-scroll">
          <FigureTableView
            words={words}
            group={group}
            columns={table.columns}
            rows={rows}
            sort={sort}
            at={at}
            drilled={drill?.at ?? null}
            onAt={setAt}
            onSort={(by) => setSort((now) => nextSort(now, by))}
            onBounces={(row, of) => showBounces(words.group(of, row.group, row.name), row.bounces?.events ?? [])}
            onDrill={(row, of, column, here) => {
              setSide(null)
              setDrill({ what: { figure: column.figure, cell: row.cells.get(column.key), group: of, value: of === 'city' ? '' : row.group, name: words.group(of, row.group, row.name) }, at: here })
            }}
          />
        </div>
        {copied.said && <p className="kpi-said" role="status">{copied.said}</p>}
        <SideFigures
          report={city}
          withBounces={group !== 'department'}
          onBounces={showBounces}
          onTakenOut={() => {
            setDrill(null)
            setSide({ what: 'taken-out' })
          }}
        />
      </div>
      {drill && <DrillList drill={drill.what} period={{ from, to }} words={words} onClose={close} />}
      {side?.what === 'bounces' && <EventList title={t('bounces.events', { name: side.name })} hint={t('bounces.formula')} ids={side.events} onClose={close} />}
      {side?.what === 'taken-out' && <TakenOutList ids={city.takenOut} onClose={close} />}
    </>
  )
}

/** Copies the table as it stands, in its order, and says so for a while. */
function useCopy(table: FigureTable): { readonly said: string; readonly copy: () => void } {
  const t = useT(locale)
  const words = useFigureWords()
  const [said, setSaid] = useState('')
  const copy = (): void => {
    const text = csvOf(table, { group: t('group'), bounces: t('bounces'), figure: ({ figure }) => words.figure(figure), numerator: t('numerator'), denominator: t('denominator') })
    setSaid(copyText(text) ? t('copied', { n: table.rows.length + 1 }) : t('copy.failed'))
    setTimeout(() => setSaid(''), 4_000)
  }
  return { said, copy }
}

import type { CaseReportCommand } from '../../domain/case-command.ts'
import type { CaseSource } from '../../domain/case-event.ts'
import type { CodeTable, SubClass } from '../../domain/code-table.ts'
import type { City, Component, FloodPoint, Position, RoadSegment } from '../../domain/reference.ts'
import type { Random } from './random.ts'

/** What reports are made from. */
export interface ReportWorld {
  readonly city: Pick<City, 'components' | 'roads' | 'floodPoints'>
  /** The code table in force. */
  readonly codes: () => CodeTable
  readonly describe: (at: Position) => string
}

/** Reports by local hour of a working day, as shares of the daily mean: quiet at night, two peaks. */
const BY_HOUR = [0.15, 0.1, 0.08, 0.08, 0.12, 0.35, 0.8, 1.5, 2.0, 2.1, 1.9, 1.5, 1.0, 1.1, 1.7, 1.9, 1.8, 1.6, 1.3, 1.1, 0.9, 0.6, 0.4, 0.25]

/** Share of the daily mean at an instant. */
export const shareOfHour = (now: number): number => BY_HOUR[new Date(now + 8 * 3_600_000).getUTCHours()] ?? 1

const SOURCES: readonly { readonly source: CaseSource; readonly weight: number }[] = [
  { source: 'collector', weight: 60 },
  { source: 'hotline', weight: 18 },
  { source: 'public', weight: 14 },
  { source: 'video', weight: 5 },
  { source: 'sensor', weight: 3 },
]

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗']
const FOLLOW = ['，请尽快处理', '，影响通行', '，周边居民反映强烈', '，已设简易警示', '，现场有照片', '']

interface Choice {
  readonly kind: 'event' | 'component'
  readonly subClass: SubClass
  readonly weight: number
}

/** How often each class shows up; street order and the city's looks are most of the work. */
const WEIGHTS: Readonly<Record<string, number>> = { 'event/01': 30, 'event/02': 6, 'event/03': 10, 'event/04': 26, 'event/05': 3, 'event/06': 4, 'component/01': 12, 'component/02': 5, 'component/03': 3, 'component/04': 3, 'component/05': 1 }

const choicesOf = (codes: CodeTable): readonly Choice[] =>
  (['event', 'component'] as const).flatMap((kind) =>
    codes[kind].flatMap((c) => c.subClasses.map((subClass): Choice => ({ kind, subClass, weight: (WEIGHTS[`${kind}/${c.code}`] ?? 1) / c.subClasses.length }))),
  )

/** A maker of believable reports. */
export function reportMaker({ city, codes, describe }: ReportWorld, random: Random): () => Omit<CaseReportCommand, 'type'> | undefined {
  let known: CodeTable | undefined
  let choices: readonly Choice[] = []
  const choicesNow = (): readonly Choice[] => {
    const table = codes()
    if (table !== known) choices = choicesOf(table)
    known = table
    return choices
  }
  const byType = componentsByType(city.components)
  const streets = city.roads.filter((r) => r.kind !== 'expressway')

  const place = ({ kind, subClass }: Choice): { at: Position; component: Component | undefined; flood: FloodPoint | undefined } => {
    const own = kind === 'component' ? byType.get(subClass.code) : undefined
    if (own && own.length > 0) {
      const component = random.pick(own)
      return { at: component.at, component, flood: undefined }
    }
    if (subClass.name.includes('积水') && city.floodPoints.length > 0) {
      const flood = random.pick(city.floodPoints)
      return { at: flood.at, component: undefined, flood }
    }
    return { at: onRoad(random.pick(streets), random), component: undefined, flood: undefined }
  }

  return () => {
    if (choicesNow().length === 0 || streets.length === 0) return undefined
    const choice = random.weighted(choicesNow(), (c) => c.weight)
    const { at, component, flood } = place(choice)
    const { source } = random.weighted(SOURCES, (s) => s.weight)
    const where = flood?.name ?? describe(at)
    const condition = random.pick(choice.subClass.conditions)
    const citizen = source === 'hotline' || source === 'public'
    return {
      report: {
        kind: choice.kind,
        subClass: choice.subClass.code,
        description: `${where}，${condition.text}${random.pick(FOLLOW)}`.slice(0, 2000),
        at,
        place: where,
        grid: component?.grid ?? null,
        component: component?.code ?? null,
        source,
        reporter: citizen ? { name: `${random.pick(SURNAMES)}${random.next() < 0.5 ? '先生' : '女士'}`, phone: `1390000${String(Math.floor(random.next() * 10_000)).padStart(4, '0')}` } : {},
      },
    }
  }
}

function componentsByType(components: readonly Component[]): Map<string, Component[]> {
  const byType = new Map<string, Component[]>()
  for (const component of components) {
    const same = byType.get(component.type)
    if (same) same.push(component)
    else byType.set(component.type, [component])
  }
  return byType
}

/** A point on a road, up to some metres to its side. */
function onRoad(road: RoadSegment, random: Random): Position {
  const i = Math.floor(random.next() * (road.line.length - 1))
  const [a, b] = [road.line[i], road.line[i + 1]]
  if (!a || !b) return road.line[0] ?? [0, 0]
  const t = random.next()
  const aside = () => (random.next() - 0.5) * 0.0002
  return [a[0] + (b[0] - a[0]) * t + aside(), a[1] + (b[1] - a[1]) * t + aside()]
}

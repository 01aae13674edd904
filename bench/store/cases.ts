import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseEventType, EventEnvelope, Reporter } from '../../electron/domain/case-event.ts'
import { caseStream } from '../../electron/domain/case-event.ts'
import { CodeTable, type SubClass } from '../../electron/domain/code-table.ts'
import { formatHlc, tickHlc, type Hlc } from '../../electron/domain/hlc.ts'
import type { Role } from '../../electron/domain/role.ts'
import { uuidV7 } from '../../electron/domain/uuid.ts'
import { seeded, type Random } from '../../electron/sources/simulator/random.ts'

/** The archive ends here: 2026-11-01, midnight in Shanghai. */
export const ARCHIVE_END = Date.UTC(2026, 9, 31, 16)
/** It begins ten years before. */
export const ARCHIVE_START = ARCHIVE_END - 3_652 * 86_400_000
const MINUTE = 60_000

export const RESOURCES = join(import.meta.dirname, '..', '..', 'resources')
export const CODES = CodeTable.parse(JSON.parse(readFileSync(join(RESOURCES, 'codes', 'code-table.json'), 'utf8')))

interface Choice {
  readonly kind: 'event' | 'component'
  readonly subClass: SubClass
}

const CHOICES: readonly Choice[] = (['event', 'component'] as const).flatMap((kind) => CODES[kind].flatMap((c) => c.subClasses.map((subClass): Choice => ({ kind, subClass }))))
export const DEPARTMENTS: readonly string[] = [...new Set(CHOICES.map((c) => c.subClass.department))]

const ROAD_FIRST = [...'滨学人解建中东西南北长安和平文化新华胜利光明朝阳青山湖江海天云龙凤金银松柏梅兰竹菊']
const ROAD_SECOND = [...'江府民放设山园门湖城安宁兴业乐春秋华庆丰泰康福寿喜']
const ROAD_LAST = ['路', '大道', '街', '巷', '路', '路']
const AT = ['交叉口', '交叉口东侧约60米', '交叉口西北角', '地铁站出口', '小学门前', '农贸市场旁', '公交站台', '小区北门']
const FOLLOW = ['，请尽快处理', '，影响通行', '，周边居民反映强烈', '，已设简易警示', '，现场有照片', '']
const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗']
const SOURCES = ['collector', 'collector', 'collector', 'collector', 'hotline', 'public', 'video', 'sensor'] as const

type Body = Readonly<Record<string, unknown>>
type Step = readonly [type: CaseEventType, role: Role, meanMinutes: number, body?: Body]

const note = (text: string): Body => ({ note: text })

/** Courses that cases take, by share: three events a case on the mean, as the run of 30 million events over 10 million cases wants. */
const COURSES: readonly { readonly share: number; readonly make: (choice: Choice, random: Random) => Step[] }[] = [
  { share: 78, make: () => [['case.refused', 'call-taker', 12, note('巡查时已自行处置，不再立案')]] },
  { share: 6.8, make: (c, r) => [...begun(c, r), ['case.voided', 'duty-officer', 30, note('现场已无问题')]] },
  { share: 10, make: (c, r) => [...handled(c, r), ...ended(r)] },
  { share: 1, make: (c, r) => [...handled(c, r), ['case.check-asked', 'call-taker', 10, note('')], ['case.checked', 'collector', 20, { passed: false, note: '仍有残留' }], ['case.reworked', 'dispatcher', 10, note('返工')], ['case.handled', 'department', 120, note('已重新处置')], ...ended(r)] },
  { share: 1.2, make: (c, r) => [...handled(c, r), ['case.checked', 'collector', 15, { passed: true, note: '' }], ['case.closed', 'duty-officer', 8, note('同意结案')]] },
  { share: 1, make: (c, r) => [...dispatched(c, r), ['case.return-asked', 'department', 60, { department: c.subClass.department, note: '不属本单位职责' }], ['case.return-approved', 'dispatcher', 15, note('')], ['case.dispatched', 'dispatcher', 15, { department: r.pick(DEPARTMENTS), assist: [], note: '' }], ['case.handled', 'department', 150, note('已处置')], ...ended(r)] },
]

const begun = ({ subClass }: Choice, random: Random): Step[] => {
  const condition = random.pick(subClass.conditions)
  return [['case.accepted', 'call-taker', 6, note('情况清楚，予以受理')], ['case.filed', 'duty-officer', 6, { condition: condition.code, limit: condition.limit, codeTable: CODES.version, note: '' }]]
}
const dispatched = (choice: Choice, random: Random): Step[] => [...begun(choice, random), ['case.dispatched', 'dispatcher', 7, { department: choice.subClass.department, assist: [], note: '请按时限处置并反馈' }]]
const handled = (choice: Choice, random: Random): Step[] => [...dispatched(choice, random), ['case.handled', 'department', 180, note('已处置完毕，现场恢复')]]
const ended = (random: Random): Step[] => [
  ['case.checked', 'collector', 15, { passed: true, note: '现场核查，符合结案条件' }], ['case.closed', 'duty-officer', 8, note('同意结案')],
  ['case.followed-up', 'call-taker', 90, { satisfaction: random.weighted(['satisfied', 'fair', 'dissatisfied', 'unreached'] as const, (s) => ({ satisfied: 70, fair: 18, dissatisfied: 5, unreached: 7 })[s]), note: '已电话回访' }],
]

/** Cases in hand: the newest of all, and one in five hundred of the older ones, which waits still. */
const isInHand = (n: number, of: number, random: Random): boolean => n >= of * 0.992 || random.next() < 0.002

/** A made case with its history; who reported is sealed by whoever keeps it. */
export interface MadeCase {
  readonly id: string
  readonly reporter: Reporter
  readonly events: readonly EventEnvelope[]
}

const NAMES: Readonly<Record<Role, string>> = { collector: '采集员 周海燕', 'call-taker': '受理席二 林静', 'duty-officer': '值班长 沈建华', dispatcher: '派遣席二 何雨桐', department: '处置人员', supervisor: '督办', admin: '管理员' }

/** Makes cases `0 … of - 1`, the same ones for the same `of`, in order of time. */
export function caseMaker(of: number, station: string, from: Hlc = { wall: 0, count: 0 }): (n: number) => MadeCase {
  let hlc = from
  return (n) => {
    const random = seeded(n * 2_654_435_761 + 97)
    const reportedAt = Math.floor(ARCHIVE_START + ((n + random.next() * 0.9) / of) * (ARCHIVE_END - ARCHIVE_START))
    const choice = random.pick(CHOICES)
    const course = random.weighted(COURSES, (c) => c.share).make(choice, random)
    const steps = isInHand(n, of, random) ? openCourse(choice, random) : course
    const id = idAt(reportedAt, random)
    const { reporter, ...report } = reportBody(n, choice, numberAt(reportedAt, n), random)
    const events: EventEnvelope[] = []
    let at = reportedAt
    const all: readonly Step[] = [['case.reported', 'call-taker', 0, { ...report, reporter: {} }], ...steps]
    for (const [type, role, meanMinutes, body = {}] of all) {
      at += meanMinutes === 0 ? 0 : Math.round(random.wait(meanMinutes * MINUTE)) + 5_000
      hlc = tickHlc(hlc, at)
      const before = events.at(-1)
      events.push({ id: idAt(at, random), stream: caseStream(id), parents: before ? [before.id] : [], hlc: formatHlc(hlc), type, version: 1, occurredAt: at, recordedAt: at, actor: { id: `sim-${role}`, name: NAMES[role], role }, station, body })
    }
    return { id, events, reporter }
  }
}

function openCourse(choice: Choice, random: Random): Step[] {
  const all: Step[] = [...handled(choice, random), ['case.checked', 'collector', 15, { passed: true, note: '' }]]
  return all.slice(0, Math.floor(random.next() * (all.length + 1)))
}

const idAt = (at: number, random: Random): string => uuidV7(at, Buffer.from(Array.from({ length: 10 }, () => Math.floor(random.next() * 256))))

function numberAt(at: number, n: number): string {
  const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
  return `${day}-01-${String(n % 100_000).padStart(5, '0')}`
}

/** Three districts of a city of 30 by 25 kilometres; more happens near its middle. */
function reportBody(n: number, { kind, subClass }: Choice, number: string, random: Random): Body & { readonly reporter: Reporter } {
  const middle = (): number => (random.next() + random.next() + random.next()) / 3
  const [x, y] = [middle(), middle()]
  const condition = random.pick(subClass.conditions)
  const road = (): string => `${random.pick(ROAD_FIRST)}${random.pick(ROAD_SECOND)}${random.pick(ROAD_LAST)}`
  const place = `${road()}与${road()}${random.pick(AT)}`
  const source = random.pick(SOURCES)
  const citizen = source === 'hotline' || source === 'public'
  const grid = `33010${1 + Math.floor(x * 3)}0${String(10 + Math.floor(y * 12))}0${String(10 + Math.floor(x * 40) % 10)}0${String(10 + Math.floor(y * 50) % 50)}`
  return {
    number, kind, subClass: subClass.code, description: `${place}，${condition.text}${random.pick(FOLLOW)}`, at: [118.3 + x * 0.32, 31.05 + y * 0.23], place, grid,
    component: kind === 'component' ? `330101${subClass.code}${String(n % 1_000_000).padStart(6, '0')}` : null, source,
    reporter: citizen ? { name: `${random.pick(SURNAMES)}${random.next() < 0.5 ? '先生' : '女士'}`, phone: `139${String(Math.floor(random.next() * 1e8)).padStart(8, '0')}` } : {},
  }
}

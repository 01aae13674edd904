import type { CaseHead, TimelineRow } from '../../../electron/contract/views.ts'
import type { Step } from '../../../electron/contract/case-terms.ts'

/** A mark of a case. `warn`: look twice; `ask`: somebody waits for an answer; `plain`: good to know. */
export interface Mark {
  readonly mark: MarkName
  readonly tone: 'plain' | 'ask' | 'warn'
  /** How often, where that says something. */
  readonly n: number
}

export type MarkName =
  | 'supervised' | 'suspended' | 'extended' | 'return-asked' | 'extend-asked' | 'suspend-asked' | 'verify-asked' | 'appeal-asked' | 'appeal-granted' | 'appeal-denied'
  | 'check-failed' | 'emergency' | 'irregular'

/** A step that the flow allows says what is waited for. */
const ASKED: readonly (readonly [Step, MarkName])[] = [
  ['approve-return', 'return-asked'],
  ['deny-extend', 'extend-asked'],
  ['deny-suspend', 'suspend-asked'],
  ['verify', 'verify-asked'],
]

/** Entries that count and were taken beyond a post. */
const emergencies = (rows: readonly TimelineRow[]): number => rows.filter((row) => row.irregular === 'emergency').length

/** What sets a case apart, the most pressing first. `rows` are its history. */
export function marksOf(head: Pick<CaseHead, 'supervised' | 'extensions' | 'appeal' | 'irregular' | 'next' | 'row'>, rows: readonly TimelineRow[]): readonly Mark[] {
  const may = (step: Step): boolean => head.next.some((each) => each.step === step)
  const urgent = emergencies(rows)
  const marks: readonly (Mark & { readonly shown: boolean })[] = [
    { mark: 'supervised', tone: 'warn', n: head.supervised, shown: head.supervised > 0 },
    { mark: 'emergency', tone: 'warn', n: urgent, shown: urgent > 0 },
    { mark: 'check-failed', tone: 'warn', n: 1, shown: may('rework') },
    ...ASKED.map(([step, mark]) => ({ mark, tone: 'ask' as const, n: 1, shown: may(step) })),
    { mark: 'appeal-asked', tone: 'ask', n: 1, shown: head.appeal === 'asked' },
    { mark: 'suspended', tone: 'plain', n: 1, shown: may('resume') },
    { mark: 'extended', tone: 'plain', n: head.extensions, shown: head.extensions > 0 },
    { mark: 'appeal-granted', tone: 'plain', n: 1, shown: head.appeal === 'granted' },
    { mark: 'appeal-denied', tone: 'plain', n: 1, shown: head.appeal === 'denied' },
    { mark: 'irregular', tone: 'warn', n: head.irregular - urgent, shown: head.irregular > urgent },
  ]
  return marks.flatMap(({ shown, ...mark }) => (shown ? [mark] : []))
}

import type { CodeTable, SubClass } from '../../../domain/code-table.ts'
import type { Open311Value } from './write.ts'

export type CaseKind = 'event' | 'component'

/** A sub-class as Open311 names it: `E0102` an event (事件), `C0101` a component (部件). */
export const serviceCode = (kind: CaseKind, code: string): string => `${kind === 'event' ? 'E' : 'C'}${code}`

export interface FoundService {
  readonly kind: CaseKind
  readonly subClass: SubClass
}

/** The sub-class that a service code names. */
export function findService(codes: CodeTable, code: string): FoundService | undefined {
  const match = /^([EC])(\d{4})$/.exec(code)
  if (!match) return undefined
  const kind = match[1] === 'E' ? 'event' : 'component'
  const subClass = codes[kind].flatMap((c) => c.subClasses).find((s) => s.code === match[2])
  return subClass && { kind, subClass }
}

/** The list of services. */
export const serviceList = (codes: CodeTable): Open311Value[] =>
  (['event', 'component'] as const).flatMap((kind) =>
    codes[kind].flatMap((group) =>
      group.subClasses.map(({ code, name, nameEn, words }) => ({
        service_code: serviceCode(kind, code), service_name: name, description: nameEn, metadata: true, type: 'realtime', keywords: words.join(','), group: group.name,
      })),
    ),
  )

/** The attribute by which who reports may say which filing condition (立案条件) is meant. */
export const CONDITION = 'CONDITION'

/** The definition of a service: its filing conditions to choose from. */
export const serviceDefinition = ({ kind, subClass }: FoundService): Open311Value => ({
  service_code: serviceCode(kind, subClass.code),
  attributes: [
    {
      variable: true, code: CONDITION, datatype: 'singlevaluelist', required: false, datatype_description: null, order: 1, description: '立案条件',
      values: subClass.conditions.map((condition) => ({ key: condition.code, name: condition.text })),
    },
  ],
})

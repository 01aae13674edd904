import { z } from 'zod'
import { CODE_KINDS, type CodeKind } from './code-edit.ts'
import type { CaseClass, CodeTable, FilingCondition, SubClass } from './code-table.ts'

/** What part of a sub-class is other than before. */
export const CodeField = z.enum(['class', 'name', 'nameEn', 'department', 'words', 'text', 'limit', 'closing'])
export type CodeField = z.infer<typeof CodeField>

const How = z.enum(['added', 'changed', 'removed'])

const ConditionDiff = z.object({ code: z.string(), how: How, fields: z.array(CodeField), before: z.string(), after: z.string() })

/** One sub-class that is other than before, with its filing conditions that are. */
export const SubClassDiff = z.object({
  kind: z.enum(CODE_KINDS),
  code: z.string(),
  name: z.string(),
  how: How,
  fields: z.array(CodeField),
  conditions: z.array(ConditionDiff),
})
export type SubClassDiff = z.infer<typeof SubClassDiff>

interface Placed {
  readonly of: CaseClass
  readonly sub: SubClass
}

const placed = (table: CodeTable, kind: CodeKind): Map<string, Placed> => new Map(table[kind].flatMap((of) => of.subClasses.map((sub) => [sub.code, { of, sub }] as const)))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const limitText = ({ limit }: FilingCondition): string => `${limit.amount} ${limit.kind}`

/** What is other in a table than in another, sub-class by sub-class in the order of codes. Pinyin initials follow from names and don't count. */
export function diffTables(before: CodeTable, after: CodeTable): SubClassDiff[] {
  return CODE_KINDS.flatMap((kind) => {
    const [old, next] = [placed(before, kind), placed(after, kind)]
    return [...new Set([...old.keys(), ...next.keys()])].sort().flatMap((code) => diffOne(kind, code, old.get(code), next.get(code)) ?? [])
  })
}

function diffOne(kind: CodeKind, code: string, old: Placed | undefined, next: Placed | undefined): SubClassDiff | undefined {
  const conditions = diffConditions(old?.sub.conditions ?? [], next?.sub.conditions ?? [])
  const name = next?.sub.name ?? old?.sub.name ?? ''
  if (!old || !next) return { kind, code, name, how: next ? 'added' : 'removed', fields: [], conditions }
  const fields: CodeField[] = []
  if (old.of.name !== next.of.name || old.of.nameEn !== next.of.nameEn) fields.push('class')
  for (const field of ['name', 'nameEn', 'department', 'words'] as const) if (!same(old.sub[field], next.sub[field])) fields.push(field)
  return fields.length === 0 && conditions.length === 0 ? undefined : { kind, code, name, how: 'changed', fields, conditions }
}

function diffConditions(before: readonly FilingCondition[], after: readonly FilingCondition[]): SubClassDiff['conditions'] {
  const [old, next] = [new Map(before.map((c) => [c.code, c])), new Map(after.map((c) => [c.code, c]))]
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((code): SubClassDiff['conditions'] => {
    const [was, is] = [old.get(code), next.get(code)]
    const texts = { before: was ? limitText(was) : '', after: is ? limitText(is) : '' }
    if (!was || !is) return [{ code, how: is ? 'added' : 'removed', fields: [], ...texts }]
    const fields = (['text', 'limit', 'closing'] as const).filter((field) => !same(was[field], is[field]))
    return fields.length === 0 ? [] : [{ code, how: 'changed', fields, ...texts }]
  })
}

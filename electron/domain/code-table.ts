import { z } from 'zod'
import { Limit } from './case-clock.ts'

/** 立案条件 filing condition with its time limit and closing condition. */
export const FilingCondition = z.object({
  code: z.string().min(1).max(16),
  text: z.string().min(1).max(500),
  limit: Limit,
  closing: z.string().max(500),
})
export type FilingCondition = z.infer<typeof FilingCondition>

/** 小类 sub-class of events or components; `department` is who usually answers. */
export const SubClass = z.object({
  code: z.string().regex(/^\d{4}$/),
  name: z.string().min(1).max(64),
  nameEn: z.string().max(128),
  department: z.string().min(1).max(32),
  words: z.array(z.string().min(1).max(32)).max(32),
  /** Initials of the name's pinyin, for typing; filled in as the table is read. */
  initials: z.string().max(64).default(''),
  conditions: z.array(FilingCondition).min(1).max(99),
})
export type SubClass = z.infer<typeof SubClass>

/** 大类 class, two digits. */
export const CaseClass = z.object({ code: z.string().regex(/^\d{2}$/), name: z.string().min(1).max(64), nameEn: z.string().max(128), subClasses: z.array(SubClass).max(99) })
export type CaseClass = z.infer<typeof CaseClass>

/** 分类代码表 classes of events (事件) and components (部件), versioned (GB/T 30428.2). */
export const CodeTable = z.object({ version: z.string().max(32), event: z.array(CaseClass).max(99), component: z.array(CaseClass).max(99) })
export type CodeTable = z.infer<typeof CodeTable>

/** Finds a sub-class by kind and code. */
export const findSubClass = (table: CodeTable, kind: 'event' | 'component', code: string): SubClass | undefined =>
  table[kind].find((c) => c.code === code.slice(0, 2))?.subClasses.find((s) => s.code === code)

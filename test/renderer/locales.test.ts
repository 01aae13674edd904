import { describe, expect, it } from 'vitest'
import { AppError, ErrorCode } from '../../electron/contract/error.ts'
import { fill, formatIn, type Locale } from '../../renderer/ui/i18n.tsx'
import { common } from '../../renderer/ui/locales/common.ts'
import { errorText } from '../../renderer/panels/notices/error-text.ts'

const files = import.meta.glob<Record<string, unknown>>(['../../renderer/**/locale.ts', '../../renderer/**/*-locale.ts', '../../renderer/ui/locales/*.ts'], { eager: true })

const isWords = (value: unknown): value is Locale<string> => typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

/** Dictionaries of a file: exports of the form `{zh, en}`, or two exports `zh` and `en`. */
const dictionaries = Object.entries(files).flatMap(([file, exported]): [string, Locale<string>][] =>
  isWords(exported) ? [[file, exported]] : Object.values(exported).filter(isWords).map((words): [string, Locale<string>] => [file, words]),
)

const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

describe('the words', () => {
  it('are found', () => expect(dictionaries.length).toBeGreaterThan(6))

  it.each(dictionaries)('of %s are the same in both languages, with the same holes', (_file, { zh, en }) => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const [key, text] of Object.entries(zh)) {
      expect(text, key).not.toBe('')
      expect(en[key], key).not.toBe('')
      if (!key.startsWith('roles.')) expect(new Set(holes(en[key] ?? '')), key).toEqual(new Set(holes(text)))
    }
  })

  it('leave a hole that nobody filled', () => expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}'))
})

describe('the sentence of an error', () => {
  const zh = (key: Extract<keyof typeof common.zh, string>, params?: Readonly<Record<string, string | number>>): string => fill(common.zh[key], params)

  it.each(ErrorCode.options)('exists for %s and has no open hole when core names what is missing', (code) => {
    const params = { step: 'dispatch', stage: 'reported', need: 'dispatcher', subClass: '0101', condition: 'x', department: 'd', into: '123', written: 'no', name: '现场.jpg', mb: '25', max: '60', wrong: '3', seconds: '5', id: 'lin', camera: '大门', fault: 'missing', path: '/tmp', why: 'x', display: '2', by: '张三', tour: '夜间', version: '2026.2' }
    const text = errorText(AppError.parse({ code, message: 'm', params, where: 'report.at', lawful: ['accept'] }), zh, 'zh')
    expect(text.length).toBeGreaterThan(8)
    expect(text).not.toMatch(/[{}]/)
  })

  it('says in words what core said in names', () => {
    const error = AppError.parse({ code: 'role-missing', message: '', params: { step: 'report', need: 'collector / call-taker' } })
    expect(errorText(error, zh, 'zh')).toContain('监督员 / 受理员')
    const unlawful = AppError.parse({ code: 'not-lawful-here', message: '', params: { step: 'close', stage: 'filed' }, lawful: ['dispatch'] })
    expect(errorText(unlawful, zh, 'zh')).toBe('案件当前为“待派遣”，不能结案。现在可以：派遣。')
  })

  it('names a department where its id is known', () => {
    const error = AppError.parse({ code: 'not-your-department', message: '', params: { department: 'd1' } })
    expect(errorText(error, zh, 'zh', new Map([['d1', '市政处']]))).toContain('市政处')
  })

  it('tells a command that was not sent from one that may have been written', () => {
    const down = (written: string): string => errorText(AppError.parse({ code: 'core-down', message: '', params: { written } }), zh, 'zh')
    expect(down('no')).toContain('没有发出')
    expect(down('unknown')).toContain('可能已写入')
  })
})

describe('times', () => {
  const zh = formatIn('zh-CN')
  const en = formatIn('en')

  it('count down to the second, past zero with a minus, days before hours', () => {
    expect([zh.countdown(247_000), zh.countdown(3_909_000), zh.countdown(-65_000), zh.countdown(3 * 86_400_000 + 3_600_000)]).toEqual(['04:07', '1:05:09', '−01:05', '3天 01:00'])
  })

  it('say lengths in their two largest units', () => {
    expect([zh.duration(42_000), zh.duration(3_900_000), en.duration(3_900_000), en.duration(90_000_000)]).toEqual(['42秒', '1小时05分', '1 h 05 min', '1 d 1 h'])
  })
})

import { Role } from '../../../electron/contract/case-terms.ts'
import type { AuditRow } from '../../../electron/contract/desk.ts'
import type { Format, Translate } from '../../ui/i18n.tsx'
import type { common } from '../../ui/locales/common.ts'
import { locale } from './audit-locale.ts'

type Key = keyof typeof locale.zh
type CommonKey = Extract<keyof typeof common.zh, string>

const isKey = (key: string): key is Key => key in locale.zh

/** What words are made with. */
interface Words {
  readonly t: Translate<Key>
  readonly c: Translate<CommonKey>
  readonly format: Format
}

/** The words of one value: instants, posts and fixed terms in the language of the moment, all else as it is. */
function valueWords(value: string, { t, c, format }: Words): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return format.dateTime(Date.parse(value))
  const parts = value.split(' ')
  const words = parts.map((part) => {
    const role = Role.safeParse(part)
    if (role.success) return c(`role.${role.data}`)
    const act = `act.${part}`
    return isKey(act) ? t(act) : part
  })
  const fixed = `value.${value}`
  if (isKey(fixed)) return t(fixed)
  return words.join(words.every((word, i) => word !== parts[i]) ? ' / ' : ' ')
}

/** What a record was about, in words. */
export function aboutWords({ number, account, detail }: AuditRow, words: Words): string {
  const details = Object.entries(detail).flatMap(([name, value]) => {
    const key = `detail.${name}`
    return value === '' ? [] : [`${isKey(key) ? words.t(key) : name} ${valueWords(value, words)}`]
  })
  return [number, account, ...details].filter((part) => part !== null).join(' · ')
}

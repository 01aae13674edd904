import type { Translate } from './i18n.tsx'
import type { common } from './locales/common.ts'

type CommonKey = Extract<keyof typeof common.zh, string>

/** A limit in words. Less than an hour round the clock is said in minutes. */
export function limitWords(limit: { readonly kind: 'urgent' | 'hours' | 'days'; readonly amount: number }, t: Translate<CommonKey>): string {
  if (limit.kind === 'urgent' && limit.amount < 1) return t('limit.minutes', { n: Math.round(limit.amount * 60) })
  return t(`limit.${limit.kind}`, { n: Number(limit.amount.toFixed(2)) })
}

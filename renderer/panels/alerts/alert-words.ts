import type { AlertRow } from '../../../electron/contract/alert.ts'

export type AlertInfo = AlertRow['infos'][number]
export type Severity = AlertInfo['severity']

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']

/** The worst that any of its blocks says. */
export const severityOf = ({ infos }: Pick<AlertRow, 'infos'>): Severity => SEVERITIES.find((severity) => infos.some((info) => info.severity === severity)) ?? 'Unknown'

/** Colour of a severity: state's own tokens. */
export const toneOf = (severity: Severity): 'alarm' | 'warn' | 'plain' => (severity === 'Extreme' || severity === 'Severe' ? 'alarm' : severity === 'Moderate' ? 'warn' : 'plain')

/** The block in the language of the moment, else the first. */
export const infoIn = ({ infos }: Pick<AlertRow, 'infos'>, lang: 'zh-CN' | 'en'): AlertInfo | undefined =>
  infos.find(({ language }) => language.toLowerCase().startsWith(lang === 'en' ? 'en' : 'zh')) ?? infos[0]

/** What it is called. */
export const headlineOf = (row: Pick<AlertRow, 'infos' | 'identifier'>, lang: 'zh-CN' | 'en'): string => {
  const info = infoIn(row, lang)
  return info?.headline ?? info?.event ?? row.identifier
}

/** Where it holds, in words. */
export const areasOf = (row: Pick<AlertRow, 'infos'>, lang: 'zh-CN' | 'en'): string => infoIn(row, lang)?.areas.map((area) => area.description).join(lang === 'en' ? ', ' : '、') ?? ''

/** The alerts that press: nobody has acknowledged them, or they are Extreme or Severe; the worst first, then the last sent. */
export const pressing = (rows: readonly AlertRow[]): readonly AlertRow[] =>
  byWeight(rows.filter((row) => row.acknowledged === null || toneOf(severityOf(row)) === 'alarm'))

/** The worst first; of one severity the last sent. */
export const byWeight = (rows: readonly AlertRow[]): readonly AlertRow[] =>
  [...rows].sort((a, b) => SEVERITIES.indexOf(severityOf(a)) - SEVERITIES.indexOf(severityOf(b)) || b.sent - a.sent)

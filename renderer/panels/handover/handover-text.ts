import type { HandoverReport } from '../../../electron/contract/handover.ts'
import type { Format, Translate } from '../../ui/i18n.tsx'
import type { locale } from './locale.ts'
import { whenOf } from './part-lines.tsx'

/** The hand-over as plain text, to be pasted: counts of each part, and its lines. */
export function handoverText(report: HandoverReport, t: Translate<Extract<keyof typeof locale.zh, string>>, format: Format, nameOf: (department: string) => string): string {
  const head = `${t('title')} ${format.dateTime(report.since)} – ${format.dateTime(report.until)}\n${t('open')} ${format.number(report.open)}`
  const parts = report.parts.filter((part) => part.total > 0).map(({ section, total, lines }) => {
    const rows = lines.map((line) => {
      const who = line.who || line.department || ''
      return ['-', line.number, format.name(line.title, line.titleEn), line.place, who && nameOf(who), whenOf(line, section, t, format), line.note && `“${line.note}”`].filter(Boolean).join(' ')
    })
    return [`${t(`part.${section}`)} ${format.number(total)}`, ...rows].join('\n')
  })
  return [head, ...parts].join('\n\n')
}

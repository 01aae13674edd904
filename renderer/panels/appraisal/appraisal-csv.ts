import type { Appraisal, AppraisalScore } from '../../../electron/contract/appraisal.ts'

/** What the columns of the table are called. */
export interface CsvWords {
  readonly rank: string
  readonly name: string
  readonly score: string
  readonly grade: string
  readonly part: (part: AppraisalScore['parts'][number]) => string
  readonly points: (part: AppraisalScore['parts'][number]) => string
  readonly numerator: string
  readonly denominator: string
  readonly subject: (score: AppraisalScore) => string
}

const quote = (text: string): string => (/[",\n\r]/.test(text) || /^[=+\-@\t]/.test(text) ? `"${/^[=+\-@\t]/.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"` : text)
const figure = (value: number | null): string => (value === null ? '' : String(Number(value.toFixed(4))))

/** The roll as CSV (RFC 4180), best first: of every part the value (0 to 1), its points, numerator and denominator. A text that a spreadsheet would take for a formula is marked as text. */
export function appraisalCsv({ scores }: Appraisal, words: CsvWords): string {
  const parts = scores[0]?.parts ?? []
  const head = [words.rank, words.name, words.score, words.grade, ...parts.flatMap((p) => [words.part(p), words.points(p), `${words.part(p)} ${words.numerator}`, `${words.part(p)} ${words.denominator}`])]
  const lines = scores.map((s, i) => [s.score === null ? '' : String(i + 1), words.subject(s), figure(s.score), s.grade ?? '', ...s.parts.flatMap((p) => [figure(p.value), figure(p.points), String(p.numerator), String(p.denominator)])])
  return [head, ...lines].map((line) => line.map(quote).join(',')).join('\r\n')
}

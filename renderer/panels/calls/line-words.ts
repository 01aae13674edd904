import type { CallBoard } from '../../../electron/contract/call.ts'
import type { useFormat } from '../../ui/i18n.tsx'
import type { CallWords } from './end-words.ts'

/** How the telephone line stands, and what to do about it. */
export function lineWords(board: CallBoard | null, t: CallWords, format: ReturnType<typeof useFormat>): string {
  if (!board) return t('desk.away')
  const { state, detail, name, certificate } = board.line
  if (!certificate?.fault) return t(`line.${state}`, { detail, name })
  const { fault, host, subject, issuer, from, to } = certificate
  return t(`certificate.${fault}`, { host, subject, issuer, from: format.dateTime(from), to: format.dateTime(to) })
}

import type { CallBoard } from '../../../electron/contract/call.ts'
import type { CallWords } from './end-words.ts'

/** How the telephone line stands, and what to do about it. */
export const lineWords = (board: CallBoard | null, t: CallWords): string => (board ? t(`line.${board.line.state}`, { detail: board.line.detail, name: board.line.name }) : t('desk.away'))

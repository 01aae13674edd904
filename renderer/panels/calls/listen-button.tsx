import type { CallRow } from '../../../electron/contract/call.ts'
import { Button, type ButtonProps } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'

/** Whether a call's recording is there to be heard. */
export const canHear = ({ recording, erasedAt }: Pick<CallRow, 'recording' | 'erasedAt'>): boolean => recording !== null && erasedAt === null

/** Opens a call's recording; where it was erased it says so. */
export function ListenButton({ row, ...button }: { readonly row: CallRow } & Pick<ButtonProps, 'tone' | 'pressed' | 'shortcut' | 'onClick'>) {
  const t = useT(locale)
  const format = useFormat()
  if (row.erasedAt !== null) return <span className="call-line-words" title={format.dateTime(row.erasedAt)}>{t('history.erased')}</span>
  return canHear(row) && <Button {...button}>{t('history.listen')}</Button>
}

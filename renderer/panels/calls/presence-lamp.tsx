import { usePresence } from '../../client/call-client.ts'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import './presence-lamp.css'

/** Whether a number is in a call, as the server says; words where it matters before one dials. */
export function PresenceLamp({ number }: { readonly number: string | undefined }) {
  const t = useT(locale)
  const lamp = usePresence()[number ?? ''] ?? 'unknown'
  if (number === undefined) return null
  return (
    <span className="presence" role="img" aria-label={t(`lamp.${lamp}`)} title={t(`lamp.${lamp}`)} data-lamp={lamp}>
      <i />
      {lamp === 'idle' || lamp === 'unknown' ? '' : t(`lamp.${lamp}`)}
    </span>
  )
}

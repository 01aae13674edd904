import { useCallback, useEffect, useState } from 'react'
import type { AlarmRow } from '../../../electron/contract/alarm.ts'
import { lookAtAlert } from '../../client/alert-choice.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale as alarmWords } from '../alarms/locale.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'

/** Alarms that were raised, the last first, with who acknowledged them; read again when one comes or is acknowledged. */
export function AlarmHistory() {
  const t = useT(locale)
  const a = useT(alarmWords)
  const format = useFormat()
  const head = useView({ view: 'alarms', limit: 50 }).view?.head
  const [page, setPage] = useState<{ readonly rows: readonly AlarmRow[]; readonly next: number | null }>({ rows: [], next: null })
  const read = useCallback(async (before: number | null) => {
    const result = await core.query({ type: 'alarm-history', ...(before === null ? {} : { before }) })
    if (!result.ok) return notify({ what: 'error', error: result.error })
    const { rows, next } = result.value
    setPage((known) => ({ rows: before === null ? rows : [...known.rows, ...rows], next }))
  }, [])
  const changes = JSON.stringify(head)
  useEffect(() => void read(null), [read, changes])
  return (
    <section>
      <h3>{t('alarms')}</h3>
      {page.rows.length === 0 && <p className="alerts-none">{t('alarms.none')}</p>}
      {page.rows.map((row) => (
        <button key={row.key} type="button" className="alerts-row" data-tone={row.acknowledged ? 'past' : 'alarm'} onClick={() => (row.kind === 'alert' ? lookAtAlert(row.subject) : selectCase(row.subject))}>
          <b>
            {a(`kind.${row.kind}`)}: {format.name(row.title, row.titleEn)}
          </b>
          <span className="alerts-quiet">
            {format.dateTime(row.raisedAt)} · {row.acknowledged ? t('acknowledged', { name: row.acknowledged.by, time: format.dateTime(row.acknowledged.at) }) : t('alarms.open')} · {row.detail}
          </span>
        </button>
      ))}
      {page.next !== null && <Button onClick={() => void read(page.next)}>{t('read-more')}</Button>}
    </section>
  )
}

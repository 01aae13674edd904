import { useCallback, useEffect, useState } from 'react'
import type { AlertRow } from '../../../electron/contract/alert.ts'
import { core } from '../../client/core.ts'
import { useView } from '../../client/hooks.ts'
import { notify } from '../notices/notice-store.ts'
import { byWeight } from './alert-words.ts'

export interface AlertList {
  readonly state: string
  readonly inForce: readonly AlertRow[]
  /** Those that do not hold any more, the last to come first. */
  readonly past: readonly AlertRow[]
  readonly more: boolean
  readonly readMore: () => void
}

/** Alerts that hold now, live, and those before them, page by page. */
export function useAlertList(): AlertList {
  const { view, state } = useView({ view: 'alerts' })
  const inForce = byWeight(view?.order.flatMap((id) => view.rows[id] ?? []) ?? [])
  const [history, setHistory] = useState<{ readonly rows: readonly AlertRow[]; readonly next: number | null }>({ rows: [], next: null })
  const read = useCallback(async (before: number | null) => {
    const result = await core.query({ type: 'alert-history', ...(before === null ? {} : { before }) })
    if (!result.ok) return notify({ what: 'error', error: result.error })
    const { alerts, next } = result.value
    setHistory((known) => ({ rows: before === null ? alerts : [...known.rows, ...alerts], next }))
  }, [])
  const changes = view?.order.join(' ')
  useEffect(() => void read(null), [read, changes])
  const holds = new Set(inForce.map((row) => row.id))
  return { state, inForce, past: history.rows.filter((row) => !holds.has(row.id)), more: history.next !== null, readMore: () => void read(history.next) }
}

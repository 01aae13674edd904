import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../electron/contract/error.ts'
import type { KpiGroup, KpiReport } from '../../../electron/contract/kpi.ts'
import { core } from '../../client/core.ts'
import { useConnected } from '../../client/hooks.ts'
import type { Period } from './period.ts'

/** Reports are asked for again after this, ms. */
const RENEW = 60_000

/** A report by group and that of the whole city, of one instant. */
export interface Reports {
  readonly city: KpiReport
  readonly grouped: KpiReport
}

export interface ReportState {
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly reports: Reports | undefined
  readonly error: AppError | undefined
  readonly renew: () => void
}

async function ask({ from, to }: Period, group: KpiGroup): Promise<Reports | AppError> {
  const grouped = await core.query({ type: 'kpi', from, to, group })
  if (!grouped.ok) return grouped.error
  if (group === 'city') return { city: grouped.value, grouped: grouped.value }
  const city = await core.query({ type: 'kpi', from, to, group: 'city' })
  return city.ok ? { city: city.value, grouped: grouped.value } : city.error
}

/**
 * The figures of a period, asked for again every minute, when core is back, and by `renew`. The report before
 * stays, as `stale`, until another is there; `from` and `to` of the report say what it covers.
 */
export function useReports(period: Period | undefined, group: KpiGroup): ReportState {
  const connected = useConnected()
  const [reports, setReports] = useState<Reports>()
  const [error, setError] = useState<AppError>()
  const [turn, setTurn] = useState(0)
  const latest = useRef(0)
  const [from, to] = [period?.from, period?.to]
  useEffect(() => {
    if (from === undefined || to === undefined || !connected) return
    const mine = ++latest.current
    void ask({ from, to }, group).then((answer) => {
      if (mine !== latest.current) return
      if ('code' in answer) return setError(answer)
      setReports(answer)
      setError(undefined)
    })
    return () => {
      latest.current += 1
    }
  }, [from, to, group, connected, turn])
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), RENEW)
    return () => clearInterval(timer)
  }, [])
  const renew = useCallback(() => setTurn((n) => n + 1), [])
  const asked = reports !== undefined && reports.grouped.from === from && reports.grouped.to === to && reports.grouped.group === group
  const state = error ? (reports && asked ? 'stale' : 'error') : reports === undefined ? 'loading' : asked && connected ? 'live' : 'stale'
  return { state, reports, error, renew }
}

import { useMemo } from 'react'
import { ok, type Result } from '../../../electron/contract/error.ts'
import type { KpiGroup, KpiReport } from '../../../electron/contract/kpi.ts'
import { useAsked, type Asked } from '../../client/asked.ts'
import { core } from '../../client/core.ts'
import type { Period } from './period.ts'

/** Reports are asked for again after this, ms. */
const RENEW = 60_000

/** A report by group and that of the whole city, of one instant. */
export interface Reports {
  readonly city: KpiReport
  readonly grouped: KpiReport
}

async function askReports({ from, to }: Period, group: KpiGroup): Promise<Result<Reports>> {
  const grouped = await core.query({ type: 'kpi', from, to, group })
  if (!grouped.ok) return grouped
  if (group === 'city') return ok({ city: grouped.value, grouped: grouped.value })
  const city = await core.query({ type: 'kpi', from, to, group: 'city' })
  return city.ok ? ok({ city: city.value, grouped: grouped.value }) : city
}

/** The figures of a period, asked for again every minute; `from` and `to` of the report say what it covers. */
export function useReports(period: Period | undefined, group: KpiGroup): Asked<Reports> {
  const [from, to] = [period?.from, period?.to]
  const ask = useMemo(() => (from === undefined || to === undefined ? undefined : () => askReports({ from, to }, group)), [from, to, group])
  return useAsked({ ask, fits: ({ grouped }) => grouped.from === from && grouped.to === to && grouped.group === group, every: RENEW })
}

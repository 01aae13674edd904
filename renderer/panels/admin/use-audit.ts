import { useCallback, useEffect, useState } from 'react'
import { AuditAct, type AuditExportAnswer, type AuditPageAnswer } from '../../../electron/contract/desk.ts'
import type { AppError, Result } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { usePeriod, type PeriodState } from '../kpi-page/period-field.tsx'

/** Kinds of act that are filtered by. */
export const AUDIT_GROUPS = ['all', 'seen', 'exported', 'access', 'changed'] as const
export type AuditGroup = (typeof AUDIT_GROUPS)[number]

/** The kind of each act. */
const KIND: Readonly<Record<AuditAct, Exclude<AuditGroup, 'all'>>> = {
  'case-seen': 'seen', 'caller-looked-up': 'seen', 'phone-searched': 'seen', 'figures-drilled': 'seen', 'events-read': 'seen', 'audit-read': 'seen', 'file-seen': 'seen', 'recording-heard': 'seen', 'file-exported': 'exported',
  'cases-exported': 'exported', 'audit-exported': 'exported', 'clip-exported': 'exported', 'snapshot-taken': 'exported', 'codes-exported': 'exported', printed: 'exported',
  'signed-in': 'access', 'signed-out': 'access', locked: 'access', unlocked: 'access', 'pin-failed': 'access', 'case-taken-over': 'access',
  'account-added': 'changed', 'account-changed': 'changed', 'pin-set': 'changed', 'reporter-erased': 'changed', 'codes-changed': 'changed', 'calendar-changed': 'changed', 'grids-changed': 'changed', 'cameras-changed': 'changed', 'cases-imported': 'changed',
}

/** The acts of a kind. */
export const actsOf = (group: AuditGroup): AuditAct[] => AuditAct.options.filter((act) => group === 'all' || KIND[act] === group)

/** What the page is set to; empty texts filter nothing. Times are epoch ms. */
export interface AuditChoice {
  readonly group: AuditGroup
  /** One act of the kind; empty: all of them. */
  readonly act: AuditAct | ''
  readonly person: string
  readonly caseId: string
  readonly from: number | undefined
  readonly to: number | undefined
}

const filterOf = ({ group, act, person, caseId, from, to }: AuditChoice) => ({
  ...(act !== '' ? { acts: [act] } : group === 'all' ? {} : { acts: actsOf(group) }),
  ...(person.trim() === '' ? {} : { person: person.trim() }),
  ...(caseId.trim() === '' ? {} : { caseId: caseId.trim() }),
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

/** Records of a page. */
export const AUDIT_PAGE = 50
/** A filter is asked for when nothing was typed for this long, ms. */
const PAUSE = 500

/** The choice, its period, and which page of what it finds is shown; a change of the choice goes back to the newest. */
export interface AuditFilters {
  readonly choice: AuditChoice
  readonly period: PeriodState
  readonly change: (part: Partial<Pick<AuditChoice, 'group' | 'act' | 'person' | 'caseId'>>) => void
  /** Cursors of the pages from the newest to the one that is shown; the newest has none. */
  readonly trail: readonly string[]
  readonly setTrail: (trail: readonly string[]) => void
}

export function useAuditFilters(): AuditFilters {
  const period = usePeriod()
  const [typed, setTyped] = useState<Omit<AuditChoice, 'from' | 'to'>>({ group: 'all', act: '', person: '', caseId: '' })
  const [trail, setTrail] = useState<readonly string[]>([])
  const change: AuditFilters['change'] = (part) => {
    setTrail([])
    setTyped((before) => ({ ...before, ...part }))
  }
  return { choice: { ...typed, from: period.period?.from, to: period.period?.to }, period, change, trail, setTrail }
}

export interface AuditRead {
  readonly page: AuditPageAnswer | undefined
  readonly error: AppError | undefined
  readonly loading: boolean
  readonly again: () => void
}

/** Reads a page of the audit again whenever the choice or the cursor changes; not while `off`. */
export function useAudit(choice: AuditChoice, cursor: string | undefined, off: boolean): AuditRead {
  const [read, setRead] = useState<Omit<AuditRead, 'again'>>({ page: undefined, error: undefined, loading: true })
  const [turn, setTurn] = useState(0)
  const asked = JSON.stringify({ type: 'audit', ...filterOf(choice), ...(cursor === undefined ? {} : { cursor }), limit: AUDIT_PAGE })
  useEffect(() => {
    if (off) return
    let current = true
    setRead((before) => ({ ...before, loading: true }))
    const timer = setTimeout(() => {
      void core.query(JSON.parse(asked)).then((result: Result<AuditPageAnswer>) => {
        if (current) setRead((before) => (result.ok ? { page: result.value, error: undefined, loading: false } : { page: before.page, error: result.error, loading: false }))
      })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asked, off, turn])
  return { ...read, again: useCallback(() => setTurn((n) => n + 1), []) }
}

/** Writes what the choice finds to a file on this machine. */
export const exportAudit = (choice: AuditChoice): Promise<Result<AuditExportAnswer>> => core.query({ type: 'audit-export', ...filterOf(choice) })

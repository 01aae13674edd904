import type { BoardCall, ViewTypes } from '../contract/views.ts'
import { maskPhone } from '../domain/audit.ts'
import type { CallState } from '../domain/call.ts'
import { openCalls } from '../store/call-table.ts'
import { readCase } from '../store/case-table.ts'
import { missedCallers } from './calls.ts'
import type { ViewContext } from './view-context.ts'

const DAY_MS = 86_400_000
/** Missed callers and calls under way that a wall shows at most. */
const MAX_MISSED = 6
const MAX_LIVE = 40

const ORDER: Readonly<Record<BoardCall['state'], number>> = { waiting: 0, talking: 1, dialling: 2, missed: 3 }

/** The calls of now as a wall may show them: who waits, who speaks with whom, who was missed last. People's numbers have their middle hidden. */
export function callBoardView({ db, directory, now }: Pick<ViewContext, 'db' | 'directory' | 'now'>): ViewTypes['call-board'] {
  const missed = missedCallers(db, now - DAY_MS)
  const shown = (call: CallState): BoardCall => {
    const listed = directory.find(({ numbers }) => numbers.some((n) => n.number === call.number))
    const known = listed ?? (call.party.department === null ? undefined : call.party)
    const state = call.endedAt !== null ? 'missed' : call.answeredAt !== null ? 'talking' : call.direction === 'in' ? 'waiting' : 'dialling'
    return {
      id: call.id, state, direction: call.direction, name: known?.name ?? '', nameEn: known?.nameEn ?? '',
      number: listed || call.number === 'anonymous' ? call.number : maskPhone(call.number),
      by: call.by, since: call.endedAt ?? call.answeredAt ?? call.begunAt,
      caseNumber: call.caseId === null ? null : (readCase(db, call.caseId)?.state.report.number ?? null),
    }
  }
  const live = openCalls(db).slice(0, MAX_LIVE).map(shown).toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || a.since - b.since)
  const rows = [...live, ...missed.slice(-MAX_MISSED).toReversed().map(shown)]
  return { head: { live: live.length, waiting: live.filter(({ state }) => state === 'waiting').length, missed: missed.length }, rows: Object.fromEntries(rows.map((r) => [r.id, r])), order: rows.map((r) => r.id) }
}

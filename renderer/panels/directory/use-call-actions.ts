import { useMemo } from 'react'
import { useView } from '../../client/hooks.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { doCall } from '../calls/do-call.ts'
import { dialEntry } from './dial-entry.ts'

/** A call by name: who, what they are found by besides, and how it is done. The call goes to the case that is selected. */
export interface CallByName {
  readonly id: string
  readonly name: string
  readonly nameEn: string
  readonly also: string
  readonly run: () => void
}

/** Everybody in the directory, to be called by name. */
export function useCallActions(): readonly CallByName[] {
  const { view } = useView({ view: 'directory' })
  const caseId = useSelectedCase()
  return useMemo(
    () =>
      view?.order.flatMap((id): CallByName[] => {
        const row = view.rows[id]
        if (!row) return []
        const also = [row.name, row.nameEn, row.title, row.departmentName, row.initials, ...row.numbers.map((n) => n.number)].join(' ')
        return [{ id, name: row.name, nameEn: row.nameEn, also, run: () => void doCall(dialEntry(row, caseId, Date.now())) }]
      }) ?? [],
    [view, caseId],
  )
}

import { useCallback, useEffect, useState } from 'react'
import type { DuplicateCandidate } from '../../../electron/contract/messages.ts'
import { core } from '../../client/core.ts'
import { useConnected } from '../../client/hooks.ts'

export interface Duplicates {
  /** The case that the candidates belong to. */
  readonly caseId: string
  readonly candidates: readonly DuplicateCandidate[]
}

/**
 * Candidates that may be the same as a case, the likeliest first; undefined until core has said. Asked for
 * again when `version` changes: give it what changes when the case does.
 */
export function useDuplicates(caseId: string | null, version: number | undefined): { readonly found: Duplicates | undefined; readonly failed: boolean; readonly renew: () => void } {
  const connected = useConnected()
  const [found, setFound] = useState<Duplicates>()
  const [failed, setFailed] = useState(false)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (caseId === null || !connected) return
    let here = true
    void core.query({ type: 'duplicates', caseId }).then((result) => {
      if (!here) return
      setFailed(!result.ok)
      if (result.ok) setFound({ caseId, candidates: result.value.candidates })
    })
    return () => {
      here = false
    }
  }, [caseId, version, connected, turn])
  const renew = useCallback(() => setTurn((n) => n + 1), [])
  return { found: found?.caseId === caseId ? found : undefined, failed, renew }
}

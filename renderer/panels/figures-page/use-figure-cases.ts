import { useEffect, useState } from 'react'
import type { AppError, Result } from '../../../electron/contract/error.ts'
import type { CaseFigure, FigureCases } from '../../../electron/contract/figure-cases.ts'
import { core } from '../../client/core.ts'

const PAGE_SIZE = 50

export interface CaseList {
  readonly found: FigureCases | undefined
  readonly error: AppError | undefined
  /** How many stand before this page. */
  readonly from: number
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly again: () => void
}

/** A page of what a figure counts, read again when the figure shows another number. */
export function useFigureCases(figure: CaseFigure, shown: number | undefined): CaseList {
  const [pages, setPages] = useState<readonly number[]>([0])
  const [asked, setAsked] = useState(0)
  const [answer, setAnswer] = useState<Result<FigureCases>>()
  const after = pages.at(-1) ?? 0
  useEffect(() => {
    let here = true
    void core.query({ type: 'figure-cases', figure, after, limit: PAGE_SIZE }).then((result) => here && setAnswer(result))
    return () => {
      here = false
    }
  }, [figure, after, shown, asked])
  const found = answer?.ok ? answer.value : undefined
  const to = found?.next
  return {
    found,
    error: answer && !answer.ok ? answer.error : undefined,
    from: (pages.length - 1) * PAGE_SIZE,
    next: typeof to === 'number' ? () => setPages((now) => [...now, to]) : undefined,
    previous: pages.length > 1 ? () => setPages((now) => now.slice(0, -1)) : undefined,
    again: () => setAsked((n) => n + 1),
  }
}

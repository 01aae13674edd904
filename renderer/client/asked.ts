import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError, Result } from '../../electron/contract/error.ts'
import { useConnected } from './hooks.ts'

/** An answer of core that is asked for, not watched: it stays, as `stale`, until another is there. */
export interface Asked<V> {
  readonly state: 'loading' | 'live' | 'stale' | 'error'
  readonly value: V | undefined
  readonly error: AppError | undefined
  /** Asks again. */
  readonly renew: () => void
}

export interface AskedOptions<V> {
  /** Undefined: there is nothing to ask yet. A new function asks anew. */
  readonly ask: (() => Promise<Result<V>>) | undefined
  /** Whether an answer is one to what is asked now. */
  readonly fits: (value: V) => boolean
  /** Asks again after this, ms. */
  readonly every?: number
}

/** Asks core, and again when it is back, when the question changes, by `renew`, and after `every`. */
export function useAsked<V>({ ask, fits, every }: AskedOptions<V>): Asked<V> {
  const connected = useConnected()
  const [value, setValue] = useState<V>()
  const [error, setError] = useState<AppError>()
  const [turn, setTurn] = useState(0)
  const latest = useRef(0)
  useEffect(() => {
    if (!ask || !connected) return
    const mine = ++latest.current
    void ask().then((answer) => {
      if (mine !== latest.current) return
      if (!answer.ok) return setError(answer.error)
      setValue(answer.value)
      setError(undefined)
    })
    return () => {
      latest.current += 1
    }
  }, [ask, connected, turn])
  useEffect(() => {
    if (every === undefined) return
    const timer = setInterval(() => setTurn((n) => n + 1), every)
    return () => clearInterval(timer)
  }, [every])
  const renew = useCallback(() => setTurn((n) => n + 1), [])
  const here = value !== undefined && fits(value)
  const state = error ? (here ? 'stale' : 'error') : value === undefined ? 'loading' : here && connected ? 'live' : 'stale'
  return { state, value, error, renew }
}

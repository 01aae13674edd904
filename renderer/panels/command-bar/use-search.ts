import { useEffect, useState } from 'react'
import type { SearchHit } from '../../../electron/contract/messages.ts'
import { core } from '../../client/core.ts'

export interface Search {
  readonly hits: readonly SearchHit[]
  readonly busy: boolean
}

/** Typing rests this long before core is asked, ms. */
const REST = 90

/** Asks core for what was typed; answers to older texts are dropped. */
export function useSearch(text: string, limit: number): Search {
  const [search, setSearch] = useState<Search>({ hits: [], busy: false })
  useEffect(() => {
    const asked = text.trim().slice(0, 100)
    if (asked === '') return setSearch({ hits: [], busy: false })
    let current = true
    setSearch(({ hits }) => ({ hits, busy: true }))
    const timer = setTimeout(async () => {
      const result = await core.query({ type: 'search', text: asked, limit })
      if (current) setSearch({ hits: result.ok ? result.value.hits : [], busy: false })
    }, REST)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, limit])
  return search
}

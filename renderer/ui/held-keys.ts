import { useEffect, useRef } from 'react'
import { belongsElsewhere } from './page.tsx'

/**
 * Tells which of some keys of a page are held, at each change. All are let go when the window loses the
 * keyboard, since their release is then heard by another.
 */
export function useHeldKeys(keys: readonly string[], onChange: (held: ReadonlySet<string>) => void): void {
  const latest = useRef({ keys, onChange })
  latest.current = { keys, onChange }
  useEffect(() => {
    const held = new Set<string>()
    const press = (event: KeyboardEvent): void => {
      if (!latest.current.keys.includes(event.key) || belongsElsewhere(event)) return
      event.preventDefault()
      event.stopPropagation()
      if (held.has(event.key)) return
      held.add(event.key)
      latest.current.onChange(held)
    }
    const release = (event: KeyboardEvent): void => {
      if (held.delete(event.key.toLowerCase())) latest.current.onChange(held)
    }
    const releaseAll = (): void => {
      if (held.size === 0) return
      held.clear()
      latest.current.onChange(held)
    }
    window.addEventListener('keydown', press, true)
    window.addEventListener('keyup', release, true)
    window.addEventListener('blur', releaseAll)
    return () => {
      releaseAll()
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('keyup', release, true)
      window.removeEventListener('blur', releaseAll)
    }
  }, [])
}

import type { RefObject } from 'react'
import './field.css'

/** A field that narrows the list below it as one types; arrows walk the list, Enter takes what is chosen. */
export function SearchField({ field, className, value, words, onChange, onWalk, onEnter }: {
  /** Lets the page's key bring the focus here. */
  readonly field: RefObject<HTMLInputElement | null>
  readonly className: string
  readonly value: string
  readonly words: string
  readonly onChange: (text: string) => void
  readonly onWalk: (step: 1 | -1) => void
  readonly onEnter?: () => void
}) {
  return (
    <input
      ref={field}
      className={`input ${className}`}
      value={value}
      maxLength={60}
      placeholder={words}
      aria-label={words}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onEnter?.()
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        onWalk(event.key === 'ArrowDown' ? 1 : -1)
      }}
    />
  )
}

import { RadioGroup as Radix } from 'radix-ui'
import { useId } from 'react'
import { Kbd } from './kbd.tsx'
import './segments.css'

/** One of a few short words on a line; arrows choose. `shortcut` is the key that brings the focus here. */
export function Segments<V extends string>({ label, value, choices, shortcut, focusKey, onChange }: {
  readonly label: string
  readonly value: V
  readonly choices: readonly { readonly value: V; readonly words: string }[]
  readonly shortcut?: string
  /** Names the group for {@link focusSegments}. */
  readonly focusKey?: string
  readonly onChange: (value: V) => void
}) {
  const id = useId()
  const take = (taken: string): void => {
    const choice = choices.find((each) => each.value === taken)
    if (choice) onChange(choice.value)
  }
  return (
    <div className="segments-field">
      <span id={id} className="segments-label">
        {label} {shortcut && <Kbd keys={shortcut} />}
      </span>
      <Radix.Root className="segments" aria-labelledby={id} data-segments={focusKey} orientation="horizontal" value={value} onValueChange={take}>
        {choices.map((choice) => (
          <Radix.Item key={choice.value} value={choice.value} className="segment">
            {choice.words}
          </Radix.Item>
        ))}
      </Radix.Root>
    </div>
  )
}

/** Brings the focus to a group of segments. */
export const focusSegments = (focusKey: string): void => document.querySelector<HTMLElement>(`[data-segments="${focusKey}"] [data-state="checked"]`)?.focus()

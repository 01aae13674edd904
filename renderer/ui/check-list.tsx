import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Choice } from './choice.tsx'
import './choice.css'

/** Any of a few: arrows walk, Space ticks. `takesFocus` takes the focus when the list opens. */
export function CheckList({ label, values, choices, takesFocus = false, onChange }: {
  readonly label: string
  readonly values: readonly string[]
  readonly choices: readonly Choice[]
  readonly takesFocus?: boolean
  readonly onChange: (values: readonly string[]) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) list.current?.querySelector<HTMLElement>('[role="checkbox"]')?.focus()
  }, [takesFocus])
  const walk = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const boxes = [...(list.current?.querySelectorAll<HTMLElement>('[role="checkbox"]') ?? [])]
    const at = boxes.findIndex((box) => box === document.activeElement)
    boxes[(at + step + boxes.length) % boxes.length]?.focus()
  }
  const toggle = (value: string): void => onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value])
  return (
    <div ref={list} className="choice-list" role="group" aria-label={label} onKeyDown={walk}>
      {choices.map((choice, index) => (
        <button
          key={choice.value}
          type="button"
          role="checkbox"
          className="choice"
          aria-checked={values.includes(choice.value)}
          data-state={values.includes(choice.value) ? 'checked' : 'unchecked'}
          tabIndex={index === 0 ? 0 : -1}
          onClick={() => toggle(choice.value)}
        >
          <span className="choice-box" />
          <span className="choice-words">{choice.words}</span>
          {choice.hint && <span className="choice-hint">{choice.hint}</span>}
        </button>
      ))}
    </div>
  )
}

import { RadioGroup as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import './choice.css'

export interface Choice {
  readonly value: string
  readonly words: ReactNode
  /** Said small behind the words. */
  readonly hint?: string
}

/** One of a few: all are seen, arrows walk and choose. `columns` lays short ones side by side. */
export function ChoiceList({ label, value, choices, columns = 1, onChange }: {
  readonly label: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly columns?: 1 | 2 | 4
  readonly onChange: (value: string) => void
}) {
  return (
    <Radix.Root className="choice-list" data-columns={columns} aria-label={label} value={value} onValueChange={onChange}>
      {choices.map((choice) => (
        <Radix.Item key={choice.value} value={choice.value} className="choice" data-autofocus={choice.value === value || undefined}>
          <span className="choice-dot" />
          <span className="choice-words">{choice.words}</span>
          {choice.hint && <span className="choice-hint">{choice.hint}</span>}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}

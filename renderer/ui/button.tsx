import type { ComponentProps } from 'react'
import { Kbd } from './kbd.tsx'
import './button.css'

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once in a panel: what is to be done next. `quiet` has no frame. */
  readonly tone?: 'primary' | 'plain' | 'quiet'
  /** Key that does the same, shown beside the words. */
  readonly shortcut?: string | undefined
  readonly pressed?: boolean | undefined
}

export function Button({ tone = 'plain', shortcut, pressed, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} aria-pressed={pressed} aria-keyshortcuts={shortcut} className={`button button-${tone} ${className}`}>
      <span className="button-words">{children}</span>
      {shortcut && <Kbd keys={shortcut} />}
    </button>
  )
}

import { Dialog as Radix } from 'radix-ui'
import { useRef, useState, type ReactNode } from 'react'
import './cover.css'

const stay = (event: Event): void => event.preventDefault()

/** Covers the whole window, and whatever dialog is open in it, until it is taken away: nothing under it is lost or seen, and what had the focus has it again. */
export function Cover({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null)
  const [before] = useState(() => document.activeElement)
  const focusBefore = (event: Event): void => {
    event.preventDefault()
    if (before instanceof HTMLElement) before.focus()
  }
  const focusField = (event: Event): void => {
    event.preventDefault()
    ;(content.current?.querySelector<HTMLElement>('[data-autofocus]') ?? content.current)?.focus()
  }
  return (
    <Radix.Root open>
      <Radix.Portal>
        <Radix.Content ref={content} tabIndex={-1} className="cover" aria-describedby={undefined} onOpenAutoFocus={focusField} onCloseAutoFocus={focusBefore} onEscapeKeyDown={stay} onPointerDownOutside={stay} onInteractOutside={stay}>
          <Radix.Title className="cover-title">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

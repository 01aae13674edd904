import { Dialog as Radix } from 'radix-ui'
import { useCallback, useRef, type ReactNode } from 'react'
import { useT } from './i18n.tsx'
import { Kbd } from './kbd.tsx'
import { common } from './locales/common.ts'
import './dialog.css'

/** A list that is open in a field closes before the dialog does. */
const leaveToInner = (event: KeyboardEvent): void => {
  if (document.activeElement?.closest('[data-keeps-escape]')) event.preventDefault()
}

/** A dialog gives the focus back a moment after it has closed: whoever took it meanwhile, by a key pressed at once, keeps it. */
export const leaveFocusTaken = (event: Event): void => {
  if (document.activeElement !== document.body) event.preventDefault()
}

/** A dialog over the window; Esc and a click outside close it. Its first field has the focus, else the dialog itself. */
export function Dialog({ title, open, onClose, size = 'm', children }: {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly size?: 's' | 'm' | 'l' | 'full'
  readonly children: ReactNode
}) {
  const t = useT(common)
  const content = useRef<HTMLDivElement>(null)
  const focusFirstField = useCallback((event: Event) => {
    event.preventDefault()
    const field = content.current?.querySelector<HTMLElement>('input, textarea')
    ;(field ?? content.current)?.focus()
  }, [])
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-shade" />
        <Radix.Content ref={content} tabIndex={-1} className="dialog" data-size={size} aria-describedby={undefined} onOpenAutoFocus={focusFirstField} onCloseAutoFocus={leaveFocusTaken} onEscapeKeyDown={leaveToInner}>
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            <Radix.Close className="dialog-close" aria-label={t('close')}>
              {t('close')} <Kbd keys="Escape" />
            </Radix.Close>
          </header>
          <div className="dialog-body">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

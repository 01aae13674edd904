import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { PhraseKind } from '../../../electron/contract/phrase.ts'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { locale } from './locale.ts'
import { PHRASE_KEY } from './phrase-key.ts'
import { PhrasePicker } from './phrase-picker.tsx'
import './phrases.css'

/** A text field with 常用语: F5 opens those for its kind, what is chosen goes into the text. */
export function PhraseField({ kind, value, maxLength, onChange, children }: {
  readonly kind: PhraseKind
  readonly value: string
  readonly maxLength: number
  readonly onChange: (value: string) => void
  /** The field itself. */
  readonly children: ReactNode
}) {
  const t = useT(locale)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const focusField = (): void => box.current?.querySelector<HTMLElement>(':scope > input, :scope > textarea')?.focus()
  const press = (event: KeyboardEvent): void => {
    if (event.key !== PHRASE_KEY) return
    event.preventDefault()
    event.stopPropagation()
    setOpen(!open)
    if (open) focusField()
  }
  const close = (): void => {
    setOpen(false)
    focusField()
  }
  return (
    <div ref={box} className="phrase-field" role="group" onKeyDown={press}>
      {children}
      <button type="button" className="phrase-open" tabIndex={-1} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('title')} <Kbd keys={PHRASE_KEY} />
      </button>
      {open && (
        <PhrasePicker
          kind={kind}
          text={value}
          maxLength={maxLength}
          onText={(text) => {
            onChange(text)
            close()
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

import { useLayoutEffect, useRef } from 'react'
import type { LiveCall } from '../../../electron/contract/call.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { doCall } from './do-call.ts'
import { locale } from './locale.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** A telephone's keys, by hand or typed; Escape closes it. */
export function Keypad({ call, onClose }: { readonly call: LiveCall; readonly onClose: () => void }) {
  const t = useT(locale)
  const box = useRef<HTMLDivElement>(null)
  const press = (digits: string): void => void doCall({ do: 'digits', callId: call.id, digits })
  useLayoutEffect(() => box.current?.focus(), [])
  return (
    <div
      ref={box}
      className="call-keypad"
      role="dialog"
      aria-label={t('keypad')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return
        if (event.key === 'Escape') onClose()
        else if (KEYS.some((key) => key === event.key)) press(event.key)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <div className="call-keypad-keys">
        {KEYS.map((key) => (
          <Button key={key} onClick={() => press(key)}>
            {key}
          </Button>
        ))}
      </div>
      <p className="call-keypad-sent">
        <span>{t('keypad.hint')}</span>
        <output>{call.digits}</output>
      </p>
    </div>
  )
}

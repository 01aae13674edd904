import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import './menu.css'

export interface MenuItem {
  readonly key: string
  readonly words: string
  readonly shortcut?: string
  readonly checked?: boolean
  readonly run: () => void
}

/** A menu that drops from its trigger; arrows walk it, Enter runs, Esc closes. */
export function Menu({ trigger, label, items }: { readonly trigger: ReactNode; readonly label: string; readonly items: readonly MenuItem[] }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" align="end" sideOffset={4} collisionPadding={8} aria-label={label}>
          {items.map((item) => (
            <Radix.CheckboxItem key={item.key} className="menu-item" checked={item.checked ?? false} onSelect={item.run}>
              <span className="menu-mark">{item.checked ? '●' : ''}</span>
              <span className="menu-words">{item.words}</span>
              {item.shortcut && <Kbd keys={item.shortcut} />}
            </Radix.CheckboxItem>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

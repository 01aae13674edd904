import { DropdownMenu as Radix } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import { Kbd } from './kbd.tsx'
import './menu.css'

export interface MenuGroup {
  readonly key: string
  readonly title: string
  /** `alarm`: what needs a thought before it is done. */
  readonly tone?: 'alarm'
  readonly items: readonly { readonly key: string; readonly words: string; readonly letter: string; readonly hint?: string; readonly run: () => void }[]
}

/** A menu of groups that its owner opens. Letters run their item, arrows walk, Enter runs, Esc closes. */
export function GroupedMenu({ trigger, label, groups, open, onOpenChange }: {
  readonly trigger: ReactNode
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}) {
  const ran = useRef(false)
  const run = (item: MenuGroup['items'][number]): void => {
    ran.current = true
    onOpenChange(false)
    item.run()
  }
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="menu menu-grouped"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          aria-label={label}
          onKeyDownCapture={(event) => {
            const item = event.ctrlKey || event.metaKey || event.altKey ? undefined : groups.flatMap(({ items }) => items).find(({ letter }) => letter === event.key)
            if (!item) return
            event.preventDefault()
            event.stopPropagation()
            run(item)
          }}
          onCloseAutoFocus={(event) => {
            if (ran.current) event.preventDefault()
            ran.current = false
          }}
        >
          {groups.map((group) => (
            <Radix.Group key={group.key} className="menu-group" data-tone={group.tone}>
              <Radix.Label className="menu-title">{group.title}</Radix.Label>
              {group.items.map((item) => (
                <Radix.Item key={item.key} className="menu-item" textValue=" " onSelect={() => run(item)}>
                  <span className="menu-words">{item.words}</span>
                  {item.hint && <span className="menu-hint">{item.hint}</span>}
                  <Kbd keys={item.letter} />
                </Radix.Item>
              ))}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

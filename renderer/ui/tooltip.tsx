import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import './tooltip.css'

/** Stands once around a window. */
export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => <Radix.Provider delayDuration={400}>{children}</Radix.Provider>

/** Says more about its child when the pointer or the focus rests on it. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" sideOffset={6} collisionPadding={8}>
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

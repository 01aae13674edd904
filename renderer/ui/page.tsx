import { useEffect, useRef, type ReactNode } from 'react'
import { useT } from './i18n.tsx'
import { Kbd } from './kbd.tsx'
import { common } from './locales/common.ts'
import './page.css'

/** What keys do on a page, by the key's own name: `j`, `ArrowDown`, `Enter`. */
export type PageKeys = Readonly<Record<string, () => void>>

const within = (target: EventTarget | null, selector: string): boolean => target instanceof HTMLElement && target.closest(selector) !== null

/** Fields, dialogs, menus and forms beside the page keep their keys; so do controls the keys that work them. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  if (within(event.target, '[role="dialog"], [role="menu"], form:not(.page *)')) return true
  if (within(event.target, 'input, textarea, select, [contenteditable="true"]')) return event.key !== 'Escape'
  if (within(event.target, '[role="radiogroup"], [role="checkbox"]')) return event.key.startsWith('Arrow') || event.key === ' '
  return event.key === 'Enter' && within(event.target, 'button, a, summary')
}

/** Keys that may be held; others act once a press. */
const REPEATS: ReadonlySet<string> = new Set(['j', 'k', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp'])

/** Keys of the page, ahead of those of the window, while the component is mounted. */
export function usePageKeys(keys: PageKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const run = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined
      if (!run || belongsElsewhere(event)) return
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat || REPEATS.has(event.key)) run()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [])
}

/** Keys that walk and change what a page lies over; nobody would see it. */
const COVERED: ReadonlySet<string> = new Set(['j', 'k', 'g', 'G', 'ArrowDown', 'ArrowUp', 'Home', 'End', '1', '2', '3', '4'])

/** Keeps keys from what the page lies over; the browser still scrolls with them. */
function useCover(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (COVERED.has(event.key) && !belongsElsewhere(event)) event.stopPropagation()
    }
    window.addEventListener('keydown', press, true)
    return () => window.removeEventListener('keydown', press, true)
  }, [])
}

/** A page of the window: a title with what it is set to, its content, and its keys at the foot. */
export function Page({ title, controls, foot, onClose, state = 'live', children }: {
  readonly title: string
  readonly controls?: ReactNode
  readonly foot?: ReactNode
  readonly onClose: () => void
  /** How old the content is; it shows. */
  readonly state?: string
  readonly children: ReactNode
}) {
  const c = useT(common)
  const page = useRef<HTMLElement>(null)
  useCover()
  useEffect(() => page.current?.focus(), [])
  return (
    <section ref={page} className="page" aria-label={title} tabIndex={-1} data-state={state}>
      <header className="page-head">
        <h2 className="page-title">{title}</h2>
        <div className="page-controls">{controls}</div>
        <button type="button" className="dialog-close page-close" aria-label={c('close')} onClick={onClose}>
          {c('close')} <Kbd keys="Escape" />
        </button>
      </header>
      <div className="page-body">{children}</div>
      {foot && <PageFoot>{foot}</PageFoot>}
    </section>
  )
}

/** Keys, and what they do, for the foot of a page, list or picker. */
export function PageKey({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <span className="page-key">
      {keys.map((key) => (
        <Kbd key={key} keys={key} />
      ))}
      {children}
    </span>
  )
}

/** The lowest line of a page, list or picker: its keys, and how much is shown. */
export function PageFoot({ children }: { readonly children: ReactNode }) {
  return <footer className="page-foot">{children}</footer>
}

/** What a page says where it has nothing to show. */
export function PageMessage({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children?: ReactNode }) {
  return (
    <div className="page-message">
      <p>{title}</p>
      {hint && <p className="page-hint">{hint}</p>}
      {children}
    </div>
  )
}

/** Moves the focus along the elements of a selector, as many steps as there are; from outside it goes to the first, or the last. */
export function walkFocus(selector: string, step: number): void {
  const all = [...document.querySelectorAll<HTMLElement>(selector)]
  const at = all.findIndex((each) => each === document.activeElement)
  const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))
  all[to]?.focus()
}

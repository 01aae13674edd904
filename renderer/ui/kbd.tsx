import './kbd.css'

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del', Enter: '↵', Control: 'Ctrl' }

/** A key as it stands on the keyboard; `Ctrl+k` makes two caps. */
export function Kbd({ keys }: { readonly keys: string }) {
  const caps = keys === '+' ? ['+'] : keys.split('+')
  return (
    <kbd className="kbd">
      {caps.map((cap) => (
        <span key={cap} className="kbd-cap">
          {NAMES[cap] ?? cap}
        </span>
      ))}
    </kbd>
  )
}

import './clock-ring.css'

export type ClockTone = 'running' | 'warn' | 'overdue' | 'paused' | 'stopped'

const RADIUS = 15
const ROUND = 2 * Math.PI * RADIUS

/**
 * Share of a limit that is used, as a ring that fills clockwise; full and red when overdue. `label` says
 * the same in words. Text inside is optional: give it when the ring is large.
 */
export function ClockRing({ share, tone, label, children }: { readonly share: number; readonly tone: ClockTone; readonly label: string; readonly children?: React.ReactNode }) {
  const used = Math.min(1, Math.max(0, share))
  return (
    <span className="clock-ring" data-tone={tone} role="img" aria-label={label} title={label}>
      <svg viewBox="0 0 36 36" aria-hidden="true">
        <circle className="clock-ring-track" cx="18" cy="18" r={RADIUS} />
        <circle className="clock-ring-used" cx="18" cy="18" r={RADIUS} strokeDasharray={`${used * ROUND} ${ROUND}`} transform="rotate(-90 18 18)" />
      </svg>
      {children && <span className="clock-ring-text">{children}</span>}
    </span>
  )
}

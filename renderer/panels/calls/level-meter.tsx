/** The quietest that shows, dBFS. */
const FLOOR_DB = -50

/** How loud somebody is: a bar over 50 dB. `level` from 0 to 1. */
export function LevelMeter({ level, label }: { readonly level: number; readonly label: string }) {
  const share = level > 0 ? Math.max(0, Math.min(1, 1 - (20 * Math.log10(level)) / FLOOR_DB)) : 0
  return (
    <span className="call-level" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
      <span style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  )
}

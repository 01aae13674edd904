import { useNow } from '../../client/clock.ts'
import { useFormat } from '../../ui/i18n.tsx'
import './wall-clock.css'

/** Time and date that fill their place. */
export function BigClock() {
  const format = useFormat()
  const now = useNow(1000)
  return (
    <div className="big-clock">
      <time className="big-clock-time">{format.seconds(now)}</time>
      <span className="big-clock-date">{format.date(now)}</span>
    </div>
  )
}

import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useT } from '../../ui/i18n.tsx'
import { steerLocale } from './steer-locale.ts'
import type { SteerHold } from './steer-hold.ts'

/** So close to the centre nothing moves, as a share of half the picture. */
const STILL = 0.08
/** One notch of the wheel zooms for this long, ms. */
const NOTCH = 300
const NOTCH_SPEED = 0.6

interface Place {
  readonly x: number
  readonly y: number
}

/** Lies over the picture of a camera that is steered: pressed, the camera turns that way, the faster the further from the centre; the wheel zooms. */
export function SteerPad({ hold }: { readonly hold: SteerHold }) {
  const t = useT(steerLocale)
  const [at, setAt] = useState<Place | null>(null)
  const notch = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    const letGo = (): void => {
      setAt(null)
      hold.release()
    }
    window.addEventListener('blur', letGo)
    return () => {
      window.removeEventListener('blur', letGo)
      if (notch.current) clearTimeout(notch.current)
      hold.release()
    }
  }, [hold])
  const turn = (event: PointerEvent<HTMLElement>): void => {
    const place = placeOf(event)
    setAt(place)
    hold.to({ pan: speed(place.x), tilt: -speed(place.y), zoom: 0 })
  }
  const letGo = (): void => {
    setAt(null)
    hold.release()
  }
  return (
    <div
      className="steer-pad"
      role="application"
      aria-label={t('pad')}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        turn(event)
      }}
      onPointerMove={(event) => at && turn(event)}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onWheel={(event) => {
        if (notch.current) clearTimeout(notch.current)
        hold.to({ pan: 0, tilt: 0, zoom: event.deltaY < 0 ? NOTCH_SPEED : -NOTCH_SPEED })
        notch.current = setTimeout(() => hold.release(), NOTCH)
      }}
    >
      <svg className="steer-cross" viewBox="-100 -100 200 200" preserveAspectRatio="none" aria-hidden="true">
        <path d="M-6 0H6M0-10V10" vectorEffect="non-scaling-stroke" />
        {at && <path className="steer-arm" d={`M0 0L${(at.x * 100).toFixed(1)} ${(at.y * 100).toFixed(1)}`} vectorEffect="non-scaling-stroke" />}
      </svg>
    </div>
  )
}

/** Shares of half the picture from its centre, −1 to 1. */
function placeOf(event: PointerEvent<HTMLElement>): Place {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  const share = (at: number, from: number, length: number): number => Math.max(-1, Math.min(1, ((at - from) / length) * 2 - 1))
  return { x: share(event.clientX, left, width), y: share(event.clientY, top, height) }
}

/** Squared, so that small turns can be made exactly. */
function speed(share: number): number {
  const past = Math.max(0, (Math.abs(share) - STILL) / (1 - STILL))
  return Math.sign(share) * Math.round(past * past * 100) / 100
}

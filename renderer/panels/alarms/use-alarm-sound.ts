import { useEffect } from 'react'
import { playAlarm, SOUND_APART } from '../../client/alarm-sound.ts'
import { paceOf, type Sounded } from './alarm-pace.ts'

const KEY = 'wufeng.alarm-sounded'

function read(): Sounded {
  const [upTo, at] = (localStorage.getItem(KEY) ?? '').split(' ').map(Number)
  return { upTo: upTo ?? 0, at: at ?? 0 }
}

/** Sounds for open alarms that this station has not sounded yet; several at once are one sound. */
export function useAlarmSound(newest: number): void {
  useEffect(() => {
    const pace = paceOf(read(), newest, Date.now(), SOUND_APART)
    if (!pace) return
    const timer = setTimeout(() => {
      localStorage.setItem(KEY, `${newest} ${Date.now()}`)
      void playAlarm()
    }, pace.waitMs + 150)
    return () => clearTimeout(timer)
  }, [newest])
}

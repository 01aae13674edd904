import { useEffect, useState } from 'react'
import { Tried } from '../../../electron/contract/sound-devices.ts'
import { askDesk } from '../../client/call-client.ts'

const LOOK_MS = 100

/** How loud the microphone is, from 0 to 1; it is open for as long as somebody looks. */
export function useTried(): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    let asked = false
    const timer = setInterval(() => {
      if (asked) return
      asked = true
      void askDesk({ do: 'try-microphone' }).then((answer) => {
        asked = false
        const read = Tried.safeParse(answer.ok ? answer.value : undefined)
        setLevel(read.success ? read.data.level : 0)
      })
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  return level
}

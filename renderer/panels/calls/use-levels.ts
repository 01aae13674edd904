import { useEffect, useState } from 'react'
import { Levels } from '../../../electron/contract/call.ts'
import { askDesk } from '../../client/call-client.ts'

const LOOK_MS = 200
const SILENT: Levels = { microphone: 0, calls: {} }

/** How loud everybody is now, while somebody is spoken with. */
export function useLevels(on: boolean): Levels {
  const [levels, setLevels] = useState(SILENT)
  useEffect(() => {
    if (!on) return undefined
    let asked = false
    const timer = setInterval(() => {
      if (asked) return
      asked = true
      void askDesk({ do: 'levels' }).then((answer) => {
        asked = false
        const read = Levels.safeParse(answer.ok ? answer.value : undefined)
        setLevels(read.success ? read.data : SILENT)
      })
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [on])
  return on ? levels : SILENT
}

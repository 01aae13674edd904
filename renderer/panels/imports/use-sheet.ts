import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../../electron/contract/error.ts'
import { core } from '../../client/core.ts'
import { sendSheet } from '../../client/sheet-send.ts'

/** A file on its way, or with core. */
export interface SheetState {
  readonly name: string
  readonly part: number
  readonly upload: string | null
  readonly error: AppError | null
}

/** The file that a page works on: none, on its way, with core, or refused. The last one chosen counts. */
export function useSheet(): { readonly sheet: SheetState | null; readonly send: (file: File) => void; readonly drop: () => void } {
  const [sheet, setSheet] = useState<SheetState | null>(null)
  const turn = useRef(0)
  const send = useCallback((file: File) => {
    const own = ++turn.current
    const show = (part: Partial<SheetState>): void => {
      if (turn.current === own) setSheet({ name: file.name, part: 0, upload: null, error: null, ...part })
    }
    show({})
    void sendSheet(core, file, (part) => show({ part })).then((sent) => show(sent.ok ? { part: 1, upload: sent.value } : { error: sent.error }))
  }, [])
  const drop = useCallback(() => {
    turn.current += 1
    setSheet(null)
  }, [])
  return { sheet, send, drop }
}

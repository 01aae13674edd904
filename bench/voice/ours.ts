import type { CallAction, CallBoard, DeskAnswer } from '../../electron/contract/call.ts'

export interface TimedCall {
  /** From the request that a console's click sends to the board that says talking, ms. */
  readonly establishedMs: number
  /** From established until the other side's tone is measured, ms. */
  readonly firstAudioMs: number
}

/** Runs in the call page, joined as a console joins: one call, timed, and hung up; with `stayMs` it stays that long. */
export const timedCall = ({ number, stayMs }: { readonly number: string; readonly stayMs: number }): Promise<TimedCall> => {
  const { port1, port2 } = new MessageChannel()
  let nextId = 1
  let onBoard: (board: CallBoard) => void = () => undefined
  const waiting = new Map<number, (answer: DeskAnswer) => void>()
  port1.onmessage = ({ data }: MessageEvent<DeskAnswer>) => {
    if (data.op === 'board') return onBoard(data.board)
    waiting.get(data.id)?.(data)
    waiting.delete(data.id)
  }
  const ask = (action: CallAction): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, (answer) => (answer.op === 'done' ? resolve(answer.value) : reject(new Error(JSON.stringify(answer)))))
      port1.postMessage({ op: 'do', id, action })
    })
  const reached = (state: string): Promise<string> =>
    new Promise((resolve, reject) => {
      onBoard = (board) => {
        const call = board.calls.findLast((c) => c.number === number && (state === 'ended' || c.state !== 'ended'))
        if (call?.state === state) resolve(call.id)
        else if (call?.state === 'ended') reject(new Error(`the call ended: ${call.why ?? ''}`))
      }
    })
  const run = async (): Promise<TimedCall> => {
    window.postMessage({ wufeng: 'port', name: 'desk' }, '*', [port2])
    const clicked = performance.now()
    const talking = reached('talking')
    await ask({ do: 'dial', caseId: null, party: { department: null, name: number, nameEn: number }, numbers: [number] })
    const callId = await talking
    const established = performance.now()
    for (;;) {
      const heard = (await ask({ do: 'measure', callId })) as { level: number }
      if (heard.level > 0.05) break
      if (performance.now() - established > 10_000) throw new Error('nothing was heard')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const firstAudio = performance.now()
    await new Promise((resolve) => setTimeout(resolve, stayMs))
    await ask({ do: 'hang-up', callId })
    port1.close()
    return { establishedMs: established - clicked, firstAudioMs: firstAudio - established }
  }
  return run()
}

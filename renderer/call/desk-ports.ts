import { DeskRequest, type CallAction, type CallBoard, type DeskAnswer } from '../../electron/contract/call.ts'
import { fail, type Result } from '../../electron/contract/error.ts'

/** Consoles that may be joined at a time; one that reloads gets a new port and its old one falls silent. */
const MAX_PORTS = 16

/** The call window's ends of the ports to consoles: requests in, answers and the board out. */
export class DeskPorts {
  readonly #act: (action: CallAction) => Result<unknown>
  readonly #board: () => CallBoard
  readonly #ports: MessagePort[] = []

  constructor(act: (action: CallAction) => Result<unknown>, board: () => CallBoard) {
    this.#act = act
    this.#board = board
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [port] = event.ports
      if (event.source === window && isDeskPort(event.data) && port) this.#join(port)
    })
  }

  tell(board: CallBoard): void {
    for (const port of this.#ports) port.postMessage({ op: 'board', board } satisfies DeskAnswer)
  }

  #join(port: MessagePort): void {
    this.#ports.push(port)
    if (this.#ports.length > MAX_PORTS) this.#ports.shift()?.close()
    port.onmessage = ({ data }: MessageEvent<unknown>) => port.postMessage(this.#answer(data))
    port.postMessage({ op: 'board', board: this.#board() } satisfies DeskAnswer)
  }

  #answer(data: unknown): DeskAnswer {
    const request = DeskRequest.safeParse(data)
    if (!request.success) {
      const [issue] = request.error.issues
      return { op: 'error', id: 0, error: fail('malformed', issue?.message ?? 'malformed', { where: issue?.path.map(String).join('.') ?? '' }).error }
    }
    const { id, action } = request.data
    const result = this.#act(action)
    return result.ok ? { op: 'done', id, value: result.value } : { op: 'error', id, error: result.error }
  }
}

const isDeskPort = (data: unknown): boolean => typeof data === 'object' && data !== null && 'wufeng' in data && data.wufeng === 'port' && 'name' in data && data.name === 'desk'

import { STEER_AGAIN, type SteerAct } from '../../../electron/contract/media-steer.ts'

/** Speeds as shares of the camera's own: to the right, up, closer. */
export interface Direction {
  readonly pan: number
  readonly tilt: number
  readonly zoom: number
}

/** A hand that turns faster than this is followed at this pace, ms. */
const LEAST_BETWEEN = 100

/** Says a movement again while it is held, and that it ended. */
export class SteerHold {
  readonly #send: (act: SteerAct) => void
  #direction: Direction = { pan: 0, tilt: 0, zoom: 0 }
  #again: ReturnType<typeof setInterval> | null = null
  #sentAt = 0

  constructor(send: (act: SteerAct) => void) {
    this.#send = send
  }

  to(direction: Direction): void {
    this.#direction = direction
    if (direction.pan === 0 && direction.tilt === 0 && direction.zoom === 0) return this.release()
    this.#again ??= setInterval(() => this.#say(), STEER_AGAIN)
    if (Date.now() - this.#sentAt >= LEAST_BETWEEN) this.#say()
  }

  release(): void {
    if (this.#again === null) return
    clearInterval(this.#again)
    this.#again = null
    this.#sentAt = 0
    this.#send({ do: 'stop' })
  }

  #say(): void {
    this.#sentAt = Date.now()
    this.#send({ do: 'move', ...this.#direction })
  }
}

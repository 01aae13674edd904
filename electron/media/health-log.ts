import type { CameraHealth, CameraTurn } from '../contract/media.ts'

/** Notes when cameras come and go: each change of state once, an attempt to connect that changes nothing not at all. */
export class HealthLog {
  readonly #last = new Map<string, string>()

  /** The changes since the last look, of the cameras that are open now. */
  look(open: readonly Pick<CameraHealth, 'cameraId' | 'state' | 'detail' | 'since'>[], now: number): CameraTurn[] {
    const turns: CameraTurn[] = []
    for (const { cameraId, state, detail, since } of open) {
      const key = `${state} ${detail}`
      if (state === 'connecting' || this.#last.get(cameraId) === key) continue
      this.#last.set(cameraId, key)
      turns.push({ cameraId, at: since, state, detail })
    }
    const ids = new Set(open.map(({ cameraId }) => cameraId))
    for (const cameraId of this.#last.keys()) {
      if (ids.has(cameraId)) continue
      this.#last.delete(cameraId)
      turns.push({ cameraId, at: now, state: 'closed', detail: 'opening' })
    }
    return turns
  }
}

import type { MediaToWindow, WindowToMedia } from '../contract/media.ts'
import type { ReplayAct } from '../contract/media-review.ts'
import type { CameraSession } from './camera-session.ts'
import type { Exports } from './exports.ts'
import { Replay } from './replay.ts'
import type { Watcher } from './watcher.ts'

type ExportRequest = Extract<WindowToMedia, { type: 'export' | 'snapshot' | 'read' }>

/** Looking back: replays by watcher, and what windows export. */
export class Review {
  readonly #exports: Exports
  readonly #session: (cameraId: string) => CameraSession | null
  readonly #replays = new Map<Watcher, Replay>()
  readonly #covered: (cameraId: string) => boolean

  /** `covered`: of this camera nothing may leave as it came. */
  constructor(exports: Exports, session: (cameraId: string) => CameraSession | null, covered: (cameraId: string) => boolean) {
    this.#exports = exports
    this.#session = session
    this.#covered = covered
  }

  replay(watcher: Watcher, act: ReplayAct): void {
    const running = this.#replays.get(watcher)
    if (act.do === 'live') {
      this.end(watcher)
      watcher.replayState(null)
      this.#session(watcher.cameraId)?.toLive(watcher)
      return
    }
    if (act.do !== 'start') return running?.act(act)
    const replay = new Replay(this.#session(watcher.cameraId)?.groups ?? [], watcher, (state) => watcher.replayState(state))
    if (!replay.possible) return watcher.replayState(null)
    this.end(watcher)
    watcher.replaying = true
    this.#replays.set(watcher, replay)
    replay.act(act)
  }

  /** Ends a watcher's replay without bringing anything live. */
  end(watcher: Watcher): void {
    this.#replays.get(watcher)?.close()
    this.#replays.delete(watcher)
    watcher.replaying = false
  }

  answer(request: ExportRequest, post: (message: MediaToWindow) => void): void {
    if (request.type === 'read') {
      void this.#exports.read(request.file, request.offset).then((piece) => piece && post({ type: 'bytes', file: request.file, offset: request.offset, ...piece }), () => undefined)
      return
    }
    const { cameraId } = request
    if (request.type === 'export' && this.#covered(cameraId)) return post({ type: 'exported', request: request.request, cameraId, result: { ok: false, error: 'covered' } })
    const written = request.type === 'export' ? this.#exports.clip(request, () => this.#session(cameraId)?.groups ?? []) : this.#exports.snapshot(request)
    void written.then((result) => post({ type: 'exported', request: request.request, cameraId, result }))
  }
}

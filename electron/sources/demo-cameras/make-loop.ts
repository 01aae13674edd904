import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { paintBarcode } from './barcode.ts'
import { Caption } from './caption.ts'
import { LoopEncoder } from './loop-encoder.ts'
import type { DemoCamera } from './loop-list.ts'
import type { Hour } from './paint/light.ts'
import { ScenePainter } from './paint/scene-painter.ts'
import { FRAME_RATE } from './picture.ts'
import { type SceneKind, sceneFor } from './scenes/scene-kinds.ts'

export type LoopOrder = {
  camera: DemoCamera
  kind: SceneKind
  hour: Hour
  width: number
  height: number
  frames: number
  dir: string
  file: string
}

/** What a worker says when it is done with an order. */
export const LoopAnswer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })])
export type LoopAnswer = z.infer<typeof LoopAnswer>

/**
 * Paints and encodes one camera's loop and puts it in its place in one step. The picture numbered
 * `frames` would be the picture numbered 0 again.
 */
export function makeLoop({ camera, kind, hour, width, height, frames, dir, file }: LoopOrder): void {
  const seconds = frames / FRAME_RATE
  const painter = new ScenePainter(sceneFor(camera.id, kind, hour, seconds), width, height, seconds)
  const caption = new Caption(camera.name, height)
  const encoder = new LoopEncoder(width, height)
  for (let index = 0; index < frames; index++) {
    const picture = painter.paint(index / FRAME_RATE, index)
    caption.paint(picture, index)
    paintBarcode(picture, index)
    encoder.add(picture)
  }
  const path = join(dir, file)
  writeFileSync(`${path}.part`, encoder.finish())
  renameSync(`${path}.part`, path)
}

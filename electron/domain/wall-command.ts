import { z } from 'zod'
import { DisplayKey, WallId } from './wall-scene.ts'
import { Attention, Salvo, Tour } from './wall-state.ts'

const CameraId = z.string().min(1).max(64)
const display = DisplayKey
const id = WallId

/** What may be asked of the wall. Without `display` a command is for the whole of it. */
export const WallCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('wall.show'), scene: id, display: display.optional() }).strict(),
  /** A few cameras over a whole display, nothing else. */
  z.object({ type: z.literal('wall.cameras'), display, cameras: z.array(CameraId).min(1).max(36), caseId: z.string().max(64).nullable().default(null) }).strict(),
  /** What was there before: a black display is lit again, another shows what it showed last. */
  z.object({ type: z.literal('wall.back'), display: display.optional() }).strict(),
  z.object({ type: z.literal('wall.black'), display: display.optional() }).strict(),
  z.object({ type: z.literal('wall.lock'), display }).strict(),
  /** `force`: though somebody else holds it. */
  z.object({ type: z.literal('wall.release'), display, force: z.boolean().default(false) }).strict(),
  z.object({ type: z.literal('wall.name'), display, name: z.string().trim().max(24) }).strict(),
  z.object({ type: z.literal('wall.place'), display, column: z.number().int().min(0).max(15), row: z.number().int().min(0).max(15) }).strict(),
  z.object({ type: z.literal('wall.identify') }).strict(),
  /** A scene of any version that is known; it is checked and brought up to date by core. */
  z.object({ type: z.literal('wall.scene.save'), scene: z.unknown() }).strict(),
  z.object({ type: z.literal('wall.scene.delete'), scene: id }).strict(),
  z.object({ type: z.literal('wall.tour.save'), tour: Tour }).strict(),
  z.object({ type: z.literal('wall.tour.delete'), tour: id }).strict(),
  z.object({ type: z.literal('wall.tour.run'), tour: id, run: z.enum(['start', 'pause', 'resume', 'skip', 'stop']) }).strict(),
  z.object({ type: z.literal('wall.salvo.save'), salvo: Salvo }).strict(),
  z.object({ type: z.literal('wall.salvo.delete'), salvo: id }).strict(),
  z.object({ type: z.literal('wall.salvo.fire'), salvo: id }).strict(),
  z.object({ type: z.literal('wall.attention'), attention: Attention }).strict(),
  /** Takes an offer onto a display; without one it is turned down. */
  z.object({ type: z.literal('wall.offer'), offer: z.string().max(80), display: display.nullable() }).strict(),
])
export type WallCommand = z.infer<typeof WallCommand>

export const isWallCommand = (command: { readonly type: string }): command is WallCommand => command.type.startsWith('wall.')

const SHOWING: ReadonlySet<WallCommand['type']> = new Set(['wall.show', 'wall.cameras', 'wall.back', 'wall.black', 'wall.identify', 'wall.tour.run', 'wall.salvo.fire', 'wall.offer'])

/** Whether a command only changes what is shown: that is possible at a console that is locked too. */
export const showsOnly = (command: WallCommand): boolean => SHOWING.has(command.type)

import { type Covered, cover } from './cover.ts'

/** Height of the burnt-in words, as a share of the picture's. */
const WORDS = 1 / 36
const QUALITY = 0.92

/** A picture as JPEG without what must not be seen, with a line of words burnt in at its foot: what leaves the hall says who took it out. */
export async function snapshotOf(frame: VideoFrame, words: string, covered: Covered): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(frame.displayWidth, frame.displayHeight)
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('the canvas has no 2D context')
  context.drawImage(frame, 0, 0)
  cover(context, covered, { x: 0, y: 0, width: canvas.width, height: canvas.height })
  const size = Math.max(12, Math.round(canvas.height * WORDS))
  context.font = `${size}px "Noto Sans CJK SC", sans-serif`
  context.textBaseline = 'bottom'
  context.fillStyle = 'rgb(6 9 13 / 0.7)'
  context.fillRect(0, canvas.height - size * 1.6, canvas.width, size * 1.6)
  context.fillStyle = '#e6ebf0'
  context.fillText(words, size * 0.5, canvas.height - size * 0.25, canvas.width - size)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
  return new Uint8Array(await blob.arrayBuffer())
}

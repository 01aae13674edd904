/** The longer side of a small picture, pixels. */
const SIDE = 320
const QUALITIES = [0.82, 0.6, 0.4]

/**
 * A small picture of a picture, the right way up, JPEG, at most `maxBytes`; it is drawn anew, so that nothing of the
 * original's metadata is in it. Undefined for what the window cannot read as a picture.
 */
export async function makeThumb(file: Blob, maxBytes: number, side = SIDE): Promise<Blob | undefined> {
  const whole = await createImageBitmap(file).catch(() => undefined)
  if (!whole) return undefined
  const scale = Math.min(1, side / Math.max(whole.width, whole.height))
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)))
  const context = canvas.getContext('2d')
  if (!context) return undefined
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, 0, 0, canvas.width, canvas.height)
  whole.close()
  for (const quality of QUALITIES) {
    const small = await canvas.convertToBlob({ type: 'image/jpeg', quality })
    if (small.size <= maxBytes) return small
  }
  return undefined
}

/** The display that shows cameras when nobody chose begins with the first; the next displays go on from there. */
const FIRST_DISPLAY = 3

/**
 * Cameras of a display's page of `size`, so that displays that show video side by side show different
 * cameras: pages follow each other from display 3 on, and a page that would not be full takes the first again.
 */
export function camerasOfDisplay(ids: readonly string[], size: number, display: number): readonly string[] {
  if (ids.length <= size) return ids
  const pages = Math.ceil(ids.length / size)
  const page = (((display - FIRST_DISPLAY) % pages) + pages) % pages
  return Array.from({ length: size }, (_, i) => ids[(page * size + i) % ids.length] ?? '').filter((id) => id !== '')
}

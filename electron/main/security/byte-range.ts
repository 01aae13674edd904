/**
 * Reads a single-range `Range` header (RFC 9110 §14): first and last byte, inclusive. Undefined when there is none
 * or it is one that may be ignored.
 */
export function parseRange(header: string | null, size: number): readonly [number, number] | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const suffix = match[1] === ''
  const first = suffix ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const last = suffix || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return first > last || first >= size ? 'unsatisfiable' : [first, last]
}

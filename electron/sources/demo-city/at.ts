/** The element at `index`; a missing one is a programming error and throws. Negative counts from the end. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list.at(index)
  if (found === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}`)
  return found
}

/** The value under `key`; a missing one is a programming error and throws. */
export function get<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key)
  if (found === undefined) throw new RangeError(`No entry for ${String(key)}`)
  return found
}

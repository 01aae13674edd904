/** What begins a cluster of a WebM file (RFC 9559, 5.1.3). */
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75] as const

/** Where the first cluster begins; -1 when none does. */
const firstCluster = (bytes: Uint8Array): number => bytes.findIndex((_, i) => CLUSTER.every((byte, k) => bytes[i + k] === byte))

/**
 * A WebM file that plays the end of a longer one: what stands before its first cluster, and the tail from the first
 * cluster in it on. Undefined when either has none.
 */
export function webmTail(begin: Uint8Array, tail: Uint8Array): Uint8Array | undefined {
  const [head, from] = [firstCluster(begin), firstCluster(tail)]
  if (head < 0 || from < 0) return undefined
  const whole = new Uint8Array(head + tail.length - from)
  whole.set(begin.subarray(0, head))
  whole.set(tail.subarray(from), head)
  return whole
}

/**
 * The sound's codecs of an SDP in the wished order (names as RTP maps them, in any case); those that nobody named keep
 * their order behind. Whoever answers takes the first that both have.
 */
export function orderCodecs(sdp: string, wished: readonly string[]): string {
  const payloads = new Map([...sdp.matchAll(/^a=rtpmap:(\d+) ([\w.-]+)\//gm)].map(([, payload = '', name = '']): [string, string] => [payload, name.toLowerCase()]))
  const rank = (payload: string): number => {
    const at = wished.findIndex((name) => name.toLowerCase() === payloads.get(payload))
    return at < 0 ? wished.length : at
  }
  return sdp.replace(/^(m=audio \d+ \S+)((?: \d+)+)/gm, (_line, head: string, list: string) => {
    const sorted = list.trim().split(' ').toSorted((a, b) => rank(a) - rank(b))
    return `${head} ${sorted.join(' ')}`
  })
}

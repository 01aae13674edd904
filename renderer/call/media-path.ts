/** A path of sound that is gone for this long is asked for anew, ms: shorter gaps mend themselves. */
const GONE_MS = 2_000
/** A new path has so long to be found before it is asked for again, ms. */
const FIND_MS = 5_000

/**
 * Keeps the path of a call's sound: when it is gone, because the network or the relay changed, `renew` is asked for another
 * until one is found. `may` says whether the other side can be asked now. Answers how to stop.
 */
export function keepPath(connection: RTCPeerConnection, { may, renew }: { readonly may: () => boolean; readonly renew: () => Promise<unknown> }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const gone = (): boolean => connection.iceConnectionState === 'disconnected' || connection.iceConnectionState === 'failed'
  const wait = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), ms)
  }
  const ask = async (): Promise<void> => {
    timer = undefined
    if (!gone()) return
    if (!may()) return wait(GONE_MS)
    wait(FIND_MS)
    await renew()
  }
  const look = (): void => {
    if (gone() && timer === undefined) wait(GONE_MS)
  }
  connection.addEventListener('iceconnectionstatechange', look)
  return () => {
    clearTimeout(timer)
    connection.removeEventListener('iceconnectionstatechange', look)
  }
}

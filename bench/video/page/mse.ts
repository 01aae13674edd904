/** Seconds of played pictures that are kept, and the gap to the newest below which playing goes at its slowest. */
const KEPT = 5
const SLOWEST = 0.1
/** What H.264 of any level up to 4.1 is played as. */
const TYPE = 'video/mp4; codecs="avc1.640029"'

/**
 * Plays fragmented MP4 from a WebSocket as go2rtc's player does (www/video-rtc.js, 1.9): what comes
 * while the buffer is busy waits, all but the last 5 s is removed, and the gap to the newest picture
 * in seconds is the rate at which it is played, so that it settles about a second behind.
 */
export function playMse(video: HTMLVideoElement, url: string, onPicture: () => void): void {
  const source = new MediaSource()
  source.addEventListener('sourceopen', () => receive(source, video, url), { once: true })
  video.muted = true
  video.src = URL.createObjectURL(source)
  void video.play()
  const count = (): void => {
    onPicture()
    video.requestVideoFrameCallback(count)
  }
  video.requestVideoFrameCallback(count)
}

function receive(source: MediaSource, video: HTMLVideoElement, url: string): void {
  const buffer = source.addSourceBuffer(TYPE)
  buffer.mode = 'segments'
  const waiting: ArrayBuffer[] = []
  // What the buffer refuses is given up, as there.
  const append = (data: BufferSource): void => {
    try {
      buffer.appendBuffer(data)
    } catch {
      follow(source, buffer, video)
    }
  }
  buffer.addEventListener('updateend', () => {
    if (waiting.length > 0) append(joined(waiting.splice(0)))
    else follow(source, buffer, video)
  })
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    if (buffer.updating || waiting.length > 0) waiting.push(data)
    else append(data)
  })
}

function follow(source: MediaSource, buffer: SourceBuffer, video: HTMLVideoElement): void {
  const { buffered } = buffer
  if (buffer.updating || buffered.length === 0) return
  const end = buffered.end(buffered.length - 1)
  const start = end - KEPT
  const first = buffered.start(0)
  if (start > first) {
    buffer.remove(first, start)
    source.setLiveSeekableRange(start, end)
  }
  if (video.currentTime < start) video.currentTime = start
  video.playbackRate = Math.max(SLOWEST, Math.min(16, end - video.currentTime))
}

function joined(parts: readonly ArrayBuffer[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = 0
  for (const part of parts) {
    all.set(new Uint8Array(part), at)
    at += part.byteLength
  }
  return all
}

import type { DeviceFault, ToWorker } from './tile-facts.ts'

/** How long after a failure a device is tried again, ms; at once when one is plugged in or out. */
const RETRY = 5_000
const WISHED = { width: { ideal: 1920 }, height: { ideal: 1080 } }

interface Feed {
  readonly label: string
  track: MediaStreamTrack | null
  timer: ReturnType<typeof setTimeout> | undefined
}

/** The capture devices that this window shows: opened by their names, tried again until they are there, closed when nobody looks. */
export class DeviceFeeds {
  readonly #feeds = new Map<string, Feed>()
  readonly #post: (message: ToWorker, transfer: Transferable[]) => void
  #listens = false

  constructor(post: (message: ToWorker, transfer: Transferable[]) => void) {
    this.#post = post
  }

  open(cameraId: string, label: string): void {
    this.close(cameraId)
    const feed: Feed = { label, track: null, timer: undefined }
    this.#feeds.set(cameraId, feed)
    if (!this.#listens) navigator.mediaDevices.addEventListener('devicechange', () => this.#again())
    this.#listens = true
    void this.#start(cameraId, feed)
  }

  close(cameraId: string): void {
    const feed = this.#feeds.get(cameraId)
    clearTimeout(feed?.timer)
    feed?.track?.stop()
    this.#feeds.delete(cameraId)
  }

  #again(): void {
    for (const [cameraId, feed] of this.#feeds) if (!feed.track) void this.#start(cameraId, feed)
  }

  async #start(cameraId: string, feed: Feed): Promise<void> {
    clearTimeout(feed.timer)
    const opened = await openDevice(feed.label)
    if (this.#feeds.get(cameraId) !== feed || feed.track) return typeof opened === 'string' ? undefined : opened.stop()
    if (typeof opened === 'string') return this.#failed(cameraId, feed, opened)
    feed.track = opened
    opened.addEventListener('ended', () => this.#failed(cameraId, feed, 'device-missing'))
    const { readable } = new MediaStreamTrackProcessor({ track: opened, maxBufferSize: 2 })
    this.#post({ type: 'device', cameraId, stream: readable, fault: null }, [readable])
  }

  #failed(cameraId: string, feed: Feed, fault: DeviceFault): void {
    if (this.#feeds.get(cameraId) !== feed) return
    feed.track = null
    this.#post({ type: 'device', cameraId, stream: null, fault }, [])
    feed.timer = setTimeout(() => void this.#start(cameraId, feed), RETRY)
  }
}

/** Names of this machine's capture devices, as the system gives them. */
export async function captureDevices(): Promise<string[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return [...new Set(devices.filter(({ kind, label }) => kind === 'videoinput' && label !== '').map(({ label }) => label))]
}

async function openDevice(label: string): Promise<MediaStreamTrack | DeviceFault> {
  try {
    const devices = await navigator.mediaDevices.enumerateDevices()
    const device = devices.find((each) => each.kind === 'videoinput' && each.label === label)
    if (!device) return devices.some((each) => each.kind === 'videoinput' && each.label === '') ? 'device-denied' : 'device-missing'
    const stream = await navigator.mediaDevices.getUserMedia({ video: { deviceId: { exact: device.deviceId }, ...WISHED } })
    return stream.getVideoTracks()[0] ?? 'device-missing'
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    return name === 'NotAllowedError' ? 'device-denied' : name === 'NotReadableError' ? 'device-busy' : 'device-missing'
  }
}

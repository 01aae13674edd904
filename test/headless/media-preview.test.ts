import { afterEach, describe, expect, it } from 'vitest'
import { clip } from './media-peers.ts'
import { endAll, FakeWindow, media, server, until } from './media-window.ts'

afterEach(endAll)

const PREVIEW = 'preview:one'
const nobody = { user: '', password: '' }

describe('the preview of a camera that is not registered', { timeout: 30_000 }, () => {
  it('shows its picture, lets no clip out, and is forgotten when it is looked at no more', async () => {
    const peer = await server({ east: clip('h264') })
    const { service } = media({}, { exportsDir: '/nonexistent' })
    const window = new FakeWindow(service)
    window.send({ type: 'preview', cameraId: PREVIEW, url: peer.url('east'), ...nobody })
    await window.watch(PREVIEW).live(PREVIEW)
    const about = { by: { id: 'a', name: 'A' }, station: 's', camera: 'c', caseNumber: null, note: '' }
    window.send({ type: 'export', request: 'clip-1', cameraId: PREVIEW, from: Date.now() - 1_000, to: Date.now(), about })
    expect(await window.exported('clip-1')).toEqual({ ok: false, error: 'covered' })
    window.send({ type: 'unwatch', cameraId: PREVIEW })
    window.watch(PREVIEW)
    await until(() => expect(window.state(PREVIEW)).toMatchObject({ state: 'failed', detail: 'unknown-camera' }), 5_000)
  })

  it('is refused where the host is not allowed, and where it would show past a privacy zone', async () => {
    const { service } = media({ yard: { url: 'rtsp://127.0.0.1:9/1', covered: true } })
    const window = new FakeWindow(service)
    window.send({ type: 'preview', cameraId: PREVIEW, url: 'rtsp://203.0.113.9/1', ...nobody })
    window.watch(PREVIEW)
    await until(() => expect(window.state(PREVIEW)).toMatchObject({ state: 'refused', detail: 'host-not-allowed' }), 5_000)
    window.send({ type: 'preview', cameraId: PREVIEW, url: 'rtsp://127.0.0.1:9/2', ...nobody })
    await until(() => expect(window.state(PREVIEW)).toMatchObject({ state: 'refused', detail: 'covered' }), 5_000)
  })

  it('does not begin without its port’s own request', async () => {
    const { service } = media({})
    const window = new FakeWindow(service).watch(PREVIEW)
    await until(() => expect(window.state(PREVIEW)).toMatchObject({ detail: 'unknown-camera' }), 5_000)
  })
})

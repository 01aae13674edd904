import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { clip, RtspPeer } from '../headless/media-peers.ts'
import { changedShare, INSPECTED, inspect, windowReady } from './wall/look.ts'
import { startWallRun, until, type WallRun } from './wall/wall-run.ts'

let run: WallRun
let peer: RtspPeer
let wall: Page
let close: () => Promise<void>

/** The middle of the first tile on the second display, which shows the cameras. */
const TILE = { x: 1920 + 250, y: 150, width: 160, height: 120 }

beforeAll(async () => {
  const loop = clip('h264')
  peer = await RtspPeer.start({ east: loop, west: loop })
  const camera = (name: string, url: string): string => `  - {id: ${name}, name: ${name}, url: "${url}"}\n`
  const settings = `demo: false\ncameras:\n${camera('east', peer.url('east'))}${camera('west', peer.url('west'))}${camera('nowhere', peer.url('no-such-mount'))}${camera('outside', 'rtsp://203.0.113.9/x')}`
  run = await startWallRun({ screens: 2, settings, switches: INSPECTED })
  await windowReady(run)
  const looked = await inspect(run)
  close = () => looked.browser.close()
  run.keys('F2')
  wall = await looked.page('wall', 2)
})

afterAll(async () => {
  await close?.()
  await run?.stop()
  await peer?.signal('SIGKILL')
})

const moving = async (): Promise<boolean> => {
  const before = run.pixels(TILE)
  await new Promise((resolve) => setTimeout(resolve, 400))
  return changedShare(before, run.pixels(TILE)) > 0.02
}

const words = (camera: string): Promise<string> => wall.locator(`[data-camera="${camera}"]`).innerText()

it('show moving pictures of an RTSP server on the screen’s own pixels', async () => {
  await until('the first tile moves', moving, 40_000)
})

it('name a camera that is not there and one that is not allowed', async () => {
  await until('the missing mount is named', async () => (await words('nowhere')).includes('没有这路视频'))
  await until('the forbidden host is named', async () => (await words('outside')).includes('主机不在允许范围'))
})

it('say within two seconds that the server died, stand still, and come back by themselves', async () => {
  const { port } = peer
  await peer.signal('SIGKILL')
  const died = Date.now()
  await until('the tile says so', async () => /已断开|画面停止/.test(await words('east')), 5_000)
  expect(Date.now() - died).toBeLessThan(3_500)
  expect(await moving()).toBe(false)
  peer = await RtspPeer.start({ east: clip('h264'), west: clip('h264') }, port)
  await until('the tile moves again', moving, 15_000)
  await until('and is not marked', async () => !/已断开|画面停止|正在连接/.test(await words('east')))
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridTiles } from '../../renderer/panels/cameras/grid-layout.ts'
import { type CameraKey, en, zh } from '../../renderer/panels/cameras/locale.ts'
import { type TextFacts, type Translate, tileText } from '../../renderer/panels/cameras/tile-text.ts'
import { RebuildBudget } from '../../renderer/client/media/rebuild-budget.ts'

const translate =
  (words: Record<CameraKey, string>): Translate =>
  (key, params = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_whole, name: string) => String(params[name]))
const t = translate(zh)

const facts = (change: Partial<TextFacts>): TextFacts => ({ state: 'live', since: 0, detail: 'streaming', retryAt: null, pictureAt: 99_900, fps: 25, codec: 'avc1.64001e', paused: false, pace: 'full', sentFps: 25, lost: 0, replay: null, sound: null, ...change })

describe('the words on a tile', () => {
  it('of a moving picture are its age and rate, with no mark', () => {
    expect(tileText(facts({}), 100_000, t)).toEqual({ look: 'live', tone: 'ok', age: '0.1 秒', fps: '25 帧', mark: null, flaw: '', replay: null })
  })

  it('mark every picture older than a second, whatever the connection says', () => {
    fc.assert(
      fc.property(fc.constantFrom('waiting', 'connecting', 'live', 'stalled', 'failed', 'refused'), fc.integer({ min: 0, max: 10_000 }), (state, age) => {
        const text = tileText(facts({ state, pictureAt: 100_000 - age }), 100_000, t)
        expect(text.look).toBe(age > 1_000 ? 'frozen' : 'live')
        expect(text.mark === null).toBe(text.look === 'live')
      }),
    )
  })

  it.each<[Partial<TextFacts>, string]>([
    [{ state: 'failed', detail: 'unreachable', since: 97_000, retryAt: 100_500 }, '已断开 3 秒 · 连接不上 · 正在重连'],
    [{ state: 'failed', detail: 'unauthorized', retryAt: 130_000 }, '用户名或密码不对 · 30 秒 后重试'],
    [{ state: 'failed', detail: 'codec-unsupported', codec: 'hevc', retryAt: 130_000 }, '本机不能解码 HEVC · 30 秒 后重试'],
    [{ state: 'refused', detail: 'host-not-allowed' }, '未连接 · 主机不在允许范围'],
    [{ state: 'stalled', detail: 'no-packets' }, '画面停止 4 秒 · 没有新数据'],
    [{ state: 'live' }, '画面停止 4 秒 · 本机解码跟不上'],
    [{ state: 'live', pace: 'key' }, '负载高 · 仅关键帧 · 4 秒前'],
    [{ state: 'live', paused: true }, '画面停止 4 秒 · 解码出错，稍后重试'],
  ])('of %j are %s', (change, mark) => expect(tileText(facts({ pictureAt: 96_000, ...change }), 100_000, t).mark).toBe(mark))

  it('of a moving picture say what it is not: whole, or as often as it is sent', () => {
    expect(tileText(facts({ lost: 3, pace: 'slow' }), 100_000, t)).toMatchObject({ look: 'live', mark: null, flaw: '丢 3 帧 · 负载高 · 限 5 帧' })
    expect(tileText(facts({ fps: 4 }), 100_000, t)).toMatchObject({ look: 'live', flaw: '画面慢 · 每秒 4/25 帧' })
    expect(tileText(facts({ fps: 4, sentFps: 4 }), 100_000, t)).toMatchObject({ look: 'live', flaw: '画面慢' })
    expect(tileText(facts({ fps: 9, sentFps: 10 }), 100_000, t)).toMatchObject({ look: 'live', flaw: '' })
    expect(tileText(facts({ lost: 3, state: 'stalled', pictureAt: 0 }), 100_000, t).flaw).toBe('')
  })

  it('of a replay say that it is one and how long ago it was, also when the picture stands still', () => {
    const replay = { from: 0, to: 90_000, at: 80_000, shownAt: 79_960, rate: 0.5, ended: false }
    expect(tileText(facts({ replay }), 100_000, t)).toMatchObject({ look: 'replay', mark: null, replay: '回放 · 20.0 秒前 · 0.5×' })
    expect(tileText(facts({ replay: { ...replay, rate: 0 }, pictureAt: 0 }), 100_000, t)).toMatchObject({ look: 'replay', replay: '回放 · 20.0 秒前 · 暂停' })
  })

  it('say minutes and hours of a long outage', () => {
    const away = (ms: number) => tileText(facts({ state: 'failed', detail: 'connection-lost', since: 0, pictureAt: 0 }), ms, translate(en)).mark
    expect([away(119_000), away(600_000), away(7_200_000)]).toEqual(['Lost 119 s ago · connection lost · reconnecting', 'Lost 10 min ago · connection lost · reconnecting', 'Lost 2 h ago · connection lost · reconnecting'])
  })
})

describe('the grid', () => {
  it('fills the panel without overlap, and its lines run through', () => {
    const count = fc.integer({ min: 1, max: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 4_000 }), fc.integer({ min: 100, max: 2_500 }), count, count, fc.integer({ min: 0, max: 6 }), (width, height, columns, rows, gap) => {
        const tiles = gridTiles({ width, height }, columns, rows, gap)
        expect(tiles).toHaveLength(columns * rows)
        tiles.forEach((tile, i) => {
          const right = i % columns === columns - 1 ? width : (tiles[i + 1]?.x ?? 0) - gap
          const bottom = i >= columns * (rows - 1) ? height : (tiles[i + columns]?.y ?? 0) - gap
          expect([tile.x + tile.width, tile.y + tile.height]).toEqual([right, bottom])
          expect(tile.x).toBe(tiles[i % columns]?.x)
        })
      }),
    )
  })
})

describe('the budget for new decoders', () => {
  it('pauses a camera for 5 s at its third error in 10 s, and counts old ones no more', () => {
    const budget = new RebuildBudget()
    expect([budget.error(0), budget.error(9_000), budget.error(10_500)]).toEqual([false, false, false])
    expect(budget.error(11_000)).toBe(true)
    expect([budget.paused(15_999), budget.paused(16_000)]).toEqual([true, false])
  })
})

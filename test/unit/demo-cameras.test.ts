import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paintBarcode, readBarcode } from '../../electron/sources/demo-cameras/barcode.ts'
import { cutLoop } from '../../electron/sources/demo-cameras/h264-loop.ts'
import { CameraSource, DEFAULT_CAMERAS } from '../../electron/sources/demo-cameras/loop-list.ts'
import { ScenePainter } from '../../electron/sources/demo-cameras/paint/scene-painter.ts'
import { newPicture } from '../../electron/sources/demo-cameras/picture.ts'
import { type RtpSender, packUnit, senderReport } from '../../electron/sources/demo-cameras/rtp.ts'
import { interleavedChannels, parseRtsp, rtspAnswer, targetOf } from '../../electron/sources/demo-cameras/rtsp-message.ts'
import { kindFor, sceneFor } from '../../electron/sources/demo-cameras/scenes/scene-kinds.ts'

describe('the barcode in a demo picture', () => {
  it('reads back every index it was painted with', () => {
    const picture = newPicture(704, 576)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65535 }), (index) => {
        paintBarcode(picture, index)
        expect(readBarcode(picture.y, 704, 704, 576)).toBe(index)
      }),
      { numRuns: 60 },
    )
  })

  it('is still read from a picture scaled to a third and stored with padding', () => {
    const picture = newPicture(704, 576)
    paintBarcode(picture, 299)
    const [width, height, stride] = [235, 192, 256]
    const small = new Uint8Array(stride * height)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) small[y * stride + x] = picture.y[Math.floor((y * 576) / height) * 704 + Math.floor((x * 704) / width)] ?? 0
    expect(readBarcode(small, stride, width, height)).toBe(299)
  })

  it('is not found where there is none, nor believed where a cell is damaged', () => {
    const picture = newPicture(704, 576)
    expect(readBarcode(picture.y, 704, 704, 576)).toBeUndefined()
    paintBarcode(picture, 7)
    for (let y = 560; y < 576; y++) picture.y.fill(228, y * 704 + 4 * 16, y * 704 + 5 * 16)
    expect(readBarcode(picture.y, 704, 704, 576)).toBeUndefined()
  })
})

describe('a demo scene', () => {
  it('shows after a whole loop what it showed at its start', () => {
    const painter = new ScenePainter(sceneFor('cam-x', 'underpass', 'noon', 4), 176, 144, 4)
    const start = painter.paint(0, 0).data.slice()
    const changed = (data: Uint8Array) => data.filter((value, i) => Math.abs(value - (start[i] ?? 0)) > 3).length
    // Rounding may move an edge by a hair.
    expect(changed(painter.paint(4, 100).data)).toBeLessThan(20)
    expect(changed(painter.paint(1, 24).data)).toBeGreaterThan(200)
  })

  it('fits the camera’s name', () => {
    expect(['江滨大道与人民路口', '江畔大桥', '铁路下穿通道', '滨江广场', '绕城高速', '老街夜市'].map(kindFor)).toEqual(['crossroads', 'bridge', 'underpass', 'square', 'expressway', 'market'])
  })

  it('has 24 cameras of its own, and takes a city or a bare list', () => {
    expect(DEFAULT_CAMERAS).toHaveLength(24)
    const list = [{ id: 'a', name: '甲', nameEn: 'A', bearing: 3 }]
    expect(CameraSource.parse(list)).toEqual([{ id: 'a', name: '甲', nameEn: 'A' }])
    expect(CameraSource.parse({ cameras: list, other: 1 })).toEqual(CameraSource.parse(list))
  })
})

describe('a request to the demo’s RTSP server', () => {
  const parse = (text: string) => parseRtsp(Buffer.from(text, 'latin1'))

  it('is taken when it is complete, with its body skipped', () => {
    const text = 'SET_PARAMETER rtsp://h/cam RTSP/1.0\r\nCSeq: 3\r\nContent-Length: 4\r\n\r\nabcdNEXT'
    const parsed = parse(text)
    expect(parsed).toMatchObject({ kind: 'request', used: text.length - 4, request: { method: 'SET_PARAMETER', url: 'rtsp://h/cam', version: 'RTSP/1.0' } })
    expect(parsed.kind === 'request' && parsed.request.headers.get('cseq')).toBe('3')
    for (let cut = 1; cut < text.length - 4; cut++) expect(parse(text.slice(0, cut)).kind).toBe('more')
  })

  it('is refused where it is malformed or too long', () => {
    expect(parse('OPTIONS rtsp://h/cam HTTP/1.1\r\n\r\n')).toEqual({ kind: 'bad', status: 400 })
    expect(parse('OPTIONS * RTSP/1.0\r\nnonsense\r\n\r\n')).toEqual({ kind: 'bad', status: 400 })
    expect(parse('\u0016\u0003\u0001 hello')).toEqual({ kind: 'bad', status: 400 })
    expect(parse(`OPTIONS * RTSP/1.0\r\nX: ${'a'.repeat(9000)}`)).toEqual({ kind: 'bad', status: 413 })
    expect(parse('OPTIONS * RTSP/1.0\r\nContent-Length: 999999\r\n\r\n')).toEqual({ kind: 'bad', status: 413 })
  })

  it('leaves the client’s own interleaved frames aside', () => {
    expect(parse('$\u0001\u0000\u0003abcOPTIONS')).toEqual({ kind: 'frame', channel: 1, used: 7 })
    expect(parse('$\u0001\u0000\u0003ab')).toEqual({ kind: 'more' })
  })

  it('never makes the parser throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseRtsp(Buffer.from(bytes))))
  })

  it('names a camera and a transport', () => {
    expect(targetOf('rtsp://127.0.0.1:5000/cam-01')).toEqual({ id: 'cam-01', track: false })
    expect(targetOf('rtsp://127.0.0.1:5000/cam-01/trackID=0')).toEqual({ id: 'cam-01', track: true })
    expect(targetOf('rtsp://127.0.0.1:5000/../etc/passwd')).toBeNull()
    expect(interleavedChannels('RTP/AVP;unicast;client_port=5000-5001')).toBeNull()
    expect(interleavedChannels('RTP/AVP;unicast;client_port=5000-5001,RTP/AVP/TCP;unicast;interleaved=2-3')).toEqual({ rtp: 2, rtcp: 3 })
    expect(interleavedChannels('RTP/AVP/TCP;unicast;interleaved=300-301')).toBeNull()
  })

  it('is answered with its number and the body’s length in bytes', () => {
    expect(rtspAnswer(200, '9', { Session: 'x' }, '桥')).toBe('RTSP/1.0 200 OK\r\nCSeq: 9\r\nServer: Wufeng demo cameras\r\nSession: x\r\nContent-Length: 3\r\n\r\n桥')
  })
})

describe('a picture on the wire', () => {
  const sender = (): RtpSender => ({ channel: 0, ssrc: 1, sequence: 65535, packets: 0, octets: 0 })

  it('comes back whole from its packets, however large its NAL units are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 9000 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const nals = sizes.map((size, i) => Uint8Array.from({ length: size }, (_, k) => (k === 0 ? 0x65 : (k * 7 + i) & 255)))
        const from = sender()
        expect(unpack(packUnit(from, nals, 4_294_967_295))).toEqual(nals)
        expect(from.packets).toBeGreaterThanOrEqual(nals.length)
      }),
      { numRuns: 40 },
    )
  })

  it('has a sender report that ties its clock to the time of day', () => {
    const report = senderReport(1, sender(), 90_000, 1_500, 'x@y')
    expect(report.readUInt16BE(2)).toBe(report.length - 4)
    expect(report.readUInt32BE(12)).toBe(2_208_988_801)
    expect(report.readUInt32BE(16)).toBe(2 ** 31)
    expect(report.readUInt32BE(20)).toBe(90_000)
  })

  it('is cut from a loop that begins with a key picture, else refused', () => {
    const nal = (...bytes: number[]) => [0, 0, 0, 1, ...bytes]
    const loop = cutLoop(Buffer.from([...nal(0x67, 1), ...nal(0x68, 2), ...nal(0x06, 9), ...nal(0x65, 3, 3), ...nal(0x41, 4)]))
    expect(loop.units.map((unit) => [unit.key, unit.nals.length])).toEqual([[true, 4], [false, 1]])
    expect(() => cutLoop(Buffer.from(nal(0x41, 4)))).toThrow('parameter sets')
  })
})

/** Puts interleaved RTP packets together again and checks their numbering and markers. */
function unpack(wire: Buffer): Uint8Array[] {
  const nals: Uint8Array[] = []
  let pieces: number[] = []
  let sequence = 65535
  for (let at = 0; at < wire.length; ) {
    const size = wire.readUInt16BE(at + 2)
    const packet = wire.subarray(at + 4, at + 4 + size)
    at += 4 + size
    expect(size).toBeLessThanOrEqual(1412)
    expect(packet.readUInt16BE(2)).toBe(sequence)
    expect((packet[1] ?? 0) >> 7).toBe(at === wire.length ? 1 : 0)
    sequence = (sequence + 1) & 0xffff
    const payload = packet.subarray(12)
    if (((payload[0] ?? 0) & 0x1f) !== 28) {
      nals.push(Uint8Array.from(payload))
      continue
    }
    const flags = payload[1] ?? 0
    if (flags & 0x80) pieces = [((payload[0] ?? 0) & 0xe0) | (flags & 0x1f)]
    pieces.push(...payload.subarray(2))
    if (flags & 0x40) nals.push(Uint8Array.from(pieces))
  }
  return nals
}

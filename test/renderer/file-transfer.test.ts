import { describe, expect, it } from 'vitest'
import type { FileRequestInput, FileTypes } from '../../electron/contract/attachment.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import { fromBase64, readFile, sendFile, toBase64, type FileLine } from '../../renderer/client/file-transfer.ts'
import { FIT, moved, zoomed } from '../../renderer/panels/attachments/zoom.ts'

/** A core that holds uploads in memory; `fail` answers an error instead for some requests. */
function fakeCore(broken: (request: FileRequestInput, count: number) => Result<never> | undefined = () => undefined) {
  const uploads = new Map<string, Uint8Array>()
  const asked: FileRequestInput[] = []
  const answer = (request: FileRequestInput): Result<FileTypes[FileRequestInput['type']]> => {
    asked.push(request)
    const wrong = broken(request, asked.length)
    if (wrong) return wrong
    switch (request.type) {
      case 'upload.begin':
        uploads.set(request.upload, uploads.get(request.upload) ?? new Uint8Array())
        return ok({ offset: uploads.get(request.upload)?.length ?? 0 })
      case 'upload.chunk': {
        const there = uploads.get(request.upload) ?? new Uint8Array()
        if (there.length !== request.offset) return fail('upload-broken', 'not from there')
        const more = fromBase64(request.data)
        uploads.set(request.upload, Uint8Array.from([...there, ...more]))
        return ok({ offset: request.offset + more.length })
      }
      case 'upload.end':
        return ok({ hash: 'a'.repeat(64), mediaType: 'image/jpeg', bytes: request.bytes })
      case 'upload.cancel':
        uploads.delete(request.upload)
        return ok(null)
      case 'read':
        return ok({ data: toBase64((uploads.get('held') ?? new Uint8Array()).subarray(request.offset, request.offset + 100)), bytes: uploads.get('held')?.length ?? 0 })
      default:
        return ok(null)
    }
  }
  const line: FileLine = { file: <F extends FileRequestInput>(file: F) => Promise.resolve(answer(file) as Result<FileTypes[F['type']]>) }
  return { line, uploads, asked }
}

const bytes = Uint8Array.from({ length: 600_000 }, (_, i) => (i * 7) % 256)
const options = (signal = new AbortController().signal) => ({ signal, onProgress: () => undefined })

describe('sending a file', () => {
  it('sends every byte once, in order, and says how far it is', async () => {
    const { line, uploads, asked } = fakeCore()
    const parts: number[] = []
    expect(await sendFile(line, 'upload-1', new Blob([bytes]), { signal: new AbortController().signal, onProgress: (part) => parts.push(part) })).toMatchObject({ ok: true, value: { bytes: bytes.length } })
    expect(uploads.get('upload-1')).toEqual(bytes)
    expect(asked.map((a) => a.type)).toEqual(['upload.begin', 'upload.chunk', 'upload.chunk', 'upload.chunk', 'upload.end'])
    expect(parts).toEqual(parts.toSorted((a, b) => a - b))
    expect(parts.at(-1)).toBe(1)
  })

  it('goes on where core says that it stands when core went away and came back', async () => {
    const { line, uploads, asked } = fakeCore((_, count) => (count === 3 || count === 4 ? fail('core-down', 'away') : undefined))
    expect(await sendFile(line, 'upload-2', new Blob([bytes]), options())).toMatchObject({ ok: true })
    expect(uploads.get('upload-2')).toEqual(bytes)
    expect(asked.filter((a) => a.type === 'upload.chunk').map((a) => a.type === 'upload.chunk' && a.offset)).toEqual([0, 262_144, 262_144, 524_288])
  })

  it('gives up after a bound, and at once where core refuses the file', async () => {
    const away = fakeCore(() => fail('core-down', 'away'))
    expect(await sendFile(away.line, 'upload-3', new Blob([bytes]), options())).toMatchObject({ ok: false, error: { code: 'core-down' } })
    expect(away.asked.length).toBeLessThan(10)
    const refused = fakeCore(() => fail('file-too-large', 'large'))
    expect(await sendFile(refused.line, 'upload-4', new Blob([bytes]), options())).toMatchObject({ ok: false, error: { code: 'file-too-large' } })
    expect(refused.asked.length).toBe(1)
  })

  it('stops when it is given up, and tells core to drop it', async () => {
    const stop = new AbortController()
    const { line, uploads, asked } = fakeCore((request) => {
      if (request.type === 'upload.chunk') stop.abort()
      return undefined
    })
    expect(await sendFile(line, 'upload-5', new Blob([bytes]), options(stop.signal))).toMatchObject({ ok: false, error: { code: 'upload-broken' } })
    expect(asked.at(-1)?.type).toBe('upload.cancel')
    expect(uploads.size).toBe(0)
  })
})

it('reads a file to its last byte', async () => {
  const { line, uploads } = fakeCore()
  uploads.set('held', bytes.subarray(0, 950))
  const read = await readFile(line, 'c', 'a', () => undefined)
  expect(read.ok && new Uint8Array(await new Blob(read.value).arrayBuffer())).toEqual(bytes.subarray(0, 950))
})

it('a picture is never smaller than its frame, never wholly out of it, and fits again when it is small', () => {
  const near = zoomed(zoomed(FIT, 1), 1)
  expect(near.scale).toBeGreaterThan(1)
  expect(moved(near, 1e6, -1e6, 800, 600)).toMatchObject({ x: (800 * near.scale) / 2, y: (-600 * near.scale) / 2 })
  expect(moved(FIT, 50, 50, 800, 600)).toBe(FIT)
  expect(zoomed(zoomed(moved(near, 100, 100, 800, 600), -1), -1)).toEqual(FIT)
})

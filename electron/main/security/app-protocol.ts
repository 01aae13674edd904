import { createReadStream, statSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { protocol } from 'electron'
import { APP_ORIGIN, contentPolicy } from './content-policy.ts'
import { parseRange } from './byte-range.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.pmtiles': 'application/vnd.pmtiles',
}

/** The script of the worker that scales pictures: a worker has the policy of its own script. */
const VIDEO_WORKER = /^\/assets\/decode-worker-[\w-]+\.js$/

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true } }])
}

export interface Served {
  readonly pagesDir: string
  readonly baseMap: string | undefined
  /** Paths of pages that may connect elsewhere, with the origins. */
  readonly connect: Readonly<Record<string, readonly string[]>>
}

/** Serves pages and the base map, where there is one, with byte ranges. */
export function serveApp({ pagesDir, baseMap, connect }: Served): void {
  protocol.handle('app', (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    if (url.host === 'base' && url.pathname === '/map.pmtiles') return baseMap === undefined ? refuse(404) : file(baseMap, request, contentPolicy())
    if (url.host !== 'wufeng') return refuse(404)
    const path = normalize(join(pagesDir, decodePath(url.pathname)))
    return path.startsWith(pagesDir + sep) ? file(path, request, contentPolicy({ connect: connect[url.pathname], wasm: VIDEO_WORKER.test(url.pathname) })) : refuse(403)
  })
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return '/'
  }
}

const refuse = (status: number): Response => new Response(null, { status })

function file(path: string, request: Request, policy: string): Response {
  const size = statSync(path, { throwIfNoEntry: false })?.size
  if (size === undefined) return refuse(404)
  const headers = new Headers({
    'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': APP_ORIGIN,
    'accept-ranges': 'bytes',
    'cross-origin-opener-policy': 'same-origin',
  })
  const range = parseRange(request.headers.get('range'), size)
  if (range === 'unsatisfiable') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const [start, end] = range ?? [0, size - 1]
  headers.set('content-length', String(end - start + 1))
  if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`)
  if (request.method === 'HEAD' || size === 0) return new Response(null, { status: range ? 206 : 200, headers })
  return new Response(Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream, { status: range ? 206 : 200, headers })
}

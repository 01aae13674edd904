import { parseArgs } from 'node:util'
import { MEDIA_PROCESS_ENV } from '../contract/media.ts'
import { MediaService } from './media-service.ts'
import { type ElectronPort, fromElectronPort } from './port.ts'

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown
}

function parentPortOf(owner: object): ParentPort {
  if (!('parentPort' in owner) || !isParentPort(owner.parentPort)) throw new Error('the media process must be started by Electron as a utility process')
  return owner.parentPort
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value
}

/** Threads left free for name look-up, closing and logs. */
const SPARE_THREADS = 8

process.env['UV_THREADPOOL_SIZE'] ??= MEDIA_PROCESS_ENV.UV_THREADPOOL_SIZE
const parent = parentPortOf(process)
const { values } = parseArgs({ options: { exports: { type: 'string' } }, strict: false })
const service = new MediaService({
  ...(typeof values.exports === 'string' ? { exportsDir: values.exports } : {}),
  now: Date.now,
  random: Math.random,
  maxSessions: Math.max(2, Number(process.env['UV_THREADPOOL_SIZE']) - SPARE_THREADS),
  tellMain: (message) => parent.postMessage(message),
})
parent.on('message', ({ data, ports }) => service.fromMain(data, ports.map(fromElectronPort)))
process.on('SIGTERM', () => void service.close().finally(() => process.exit(0)))
parent.postMessage({ type: 'ready' })

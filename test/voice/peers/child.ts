import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, createConnection } from 'node:net'
import { createSocket } from 'node:dgram'
import { until } from '../../e2e/wall/wall-run.ts'

/** A program that the tests started: what it wrote, and its end. */
export interface Peer {
  readonly process: ChildProcess
  log(): string
  /** Ends it with a signal and waits for it. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/** So much of what a program wrote is kept, characters. */
const KEPT = 200_000

export function startPeer(command: string, args: readonly string[], cwd?: string): Peer {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const take = (chunk: string): void => void (text = (text + chunk).slice(-KEPT))
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.once('error', (error) => take(String(error)))
  return {
    process: child,
    log: () => text,
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      const hard = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(hard)
    },
  }
}

/** A TCP port on loopback that nobody has. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

/** A UDP port on loopback that nobody has. */
export const freeUdpPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4').once('error', reject)
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })

/** Waits until somebody listens on a TCP port. */
export async function listening(port: number, what: string): Promise<void> {
  await until(`${what} listens`, () => new Promise<boolean>((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    const done = (listens: boolean): void => {
      socket.destroy()
      resolve(listens)
    }
    socket.once('connect', () => done(true)).once('error', () => done(false))
  }), 15_000)
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CoreLink, startCoreChild, type CoreProcess } from '../../test/builders/core-process.ts'
import type { Command } from '../../electron/contract/messages.ts'
import { CaseCommand } from '../../electron/domain/case-command.ts'
import { caseMaker, DEPARTMENTS } from './cases.ts'
import { STATION } from './load.ts'
import { spread, type Spread } from './queries.ts'

const RATE = 1_000
const TICK_MS = 10
const WINDOWS = 3

/** A core of its own on a folder, without a demo and without backups. */
export async function startBenchCore(dir: string): Promise<CoreProcess> {
  const settings = join(dir, 'settings.yaml')
  const departments = DEPARTMENTS.map((id) => ({ id, name: id, shortName: id, nameEn: id, phone: '8000', at: [118.4, 31.1] }))
  writeFileSync(settings, JSON.stringify({ backup: { everyHours: 0 }, departments }))
  const core = await startCoreChild(dir, ['--no-demo', '--settings', settings])
  if (!core.lines.some((line) => line.includes('"ready":true'))) throw new Error(core.lines.join('\n'))
  return core
}

/** Ends a core and waits until it has. */
export async function endBenchCore(core: CoreProcess): Promise<void> {
  core.child.kill('SIGTERM')
  await core.ended
}

/** Resident memory of a process, MB. */
export const rssOf = (pid: number): number => Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024)

/**
 * How long a command of one window takes until the last of three others has its patch, while another source writes a
 * thousand events a second: all of it through core's own socket.
 */
export async function measurePatches(cache: string, seconds: number): Promise<{ readonly all: Spread; readonly eventsPerSecond: number }> {
  const dir = mkdtempSync(join(cache, 'patches-'))
  const core = await startBenchCore(dir)
  try {
    const source = await CoreLink.connect(core.socket)
    const sender = await CoreLink.connect(core.socket)
    const windows = await Promise.all(Array.from({ length: WINDOWS }, () => CoreLink.connect(core.socket)))
    for (const window of windows) window.watch({ view: 'queue', lens: 'open', filter: {}, limit: 50 })
    const flow = startFlow(source)
    const times: number[] = []
    const end = Date.now() + seconds * 1_000
    for (let n = 0; Date.now() < end; n++) {
      const caseId = `probe-${n}`
      await sender.command(reportOf(caseId, n))
      const views = windows.map((window) => ({ window, view: window.watch({ view: 'case', caseId }) }))
      await Promise.all(views.map(({ window, view }) => window.until(() => view.view()?.order.length === 1)))
      for (let step = 2; step < 12 && Date.now() < end; step++) {
        await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 30))
        const start = performance.now()
        const seen = Promise.all(views.map(({ window, view }) => window.until(() => view.view()?.order.length === step)))
        void sender.command(CaseCommand.parse({ type: 'case.note', caseId, note: `第${step}条` }))
        await seen
        times.push(performance.now() - start)
      }
      for (const { window, view } of views) window.raw({ op: 'unwatch', id: view.id })
    }
    const eventsPerSecond = flow.stop()
    for (const link of [source, sender, ...windows]) link.close()
    return { all: spread(times), eventsPerSecond }
  } finally {
    await endBenchCore(core)
    rmSync(dir, { recursive: true, force: true })
  }
}

const make = caseMaker(1_000_000, STATION)

function reportOf(caseId: string, n: number): Command {
  const { events: [first], reporter } = make(n)
  const { number: _number, ...report } = (first?.body ?? {}) as Readonly<Record<string, unknown>>
  return CaseCommand.parse({ type: 'case.report', caseId, report: { ...report, reporter } })
}

/** Sends cases and their first steps at the rate of {@link RATE}; answers how many a second were carried out. */
function startFlow(link: CoreLink): { stop(): number } {
  const start = performance.now()
  let sent = 0
  let done = 0
  const commandAt = (i: number): Command => {
    const caseId = `flow-${Math.floor(i / 4)}`
    if (i % 4 === 0) return reportOf(caseId, 1_000 + i)
    return CaseCommand.parse({ type: (['case.accept', 'case.file', 'case.void'] as const)[(i % 4) - 1], caseId, note: '现场已无问题' })
  }
  const timer = setInterval(() => {
    const due = Math.min(Math.floor(((performance.now() - start) / 1_000) * RATE), sent + (RATE * TICK_MS * 4) / 1_000)
    while (sent < due && sent - done < 100) void link.command(commandAt(sent++)).then((answer) => void (done += answer?.ok ? 1 : 0))
  }, TICK_MS)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.round(done / ((performance.now() - start) / 1_000))
    },
  }
}

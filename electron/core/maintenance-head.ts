import type { Notice } from '../contract/settings.ts'
import { verifyTail } from '../store/chain-check.ts'
import type { WriteHandle } from '../store/database.ts'
import { chainHead } from '../store/event-log.ts'
import { checkHeads, setHeadAside, writeHead, writeHeadNow, type HeadFault } from '../store/signed-head.ts'
import { hasKey, stationKey } from '../store/station-key.ts'

/** The signed head follows the log after so many events, or after this pause, whichever comes first. */
const EVERY_EVENTS = 512
const EVERY_MS = 1_000
/** So many links before the end are checked at start. */
const TAIL = 1_000

/** Keeps the signed head of a station's chain up to date. */
export interface HeadKeeper {
  /** So many events were committed. */
  committed(events: number): void
  /** Writes the head as it stands, and no more after that. */
  stop(): void
}

export interface HeadKeeperOptions {
  readonly db: WriteHandle
  readonly dir: string
  readonly station: string
  readonly onError: (error: unknown) => void
}

/** Starts to keep the head, beginning with one that fits the log as it stands. */
export function keepHead({ db, dir, station, onError }: HeadKeeperOptions): HeadKeeper {
  const key = stationKey(dir)
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing = false
  let stopped = false

  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (writing || stopped || since === 0) return
    writing = true
    since = 0
    writeHead(dir, key, station, chainHead(db, station), Date.now())
      .catch(onError)
      .finally(() => {
        writing = false
        if (since > 0) plan()
      })
  }
  const plan = (): void => {
    if (since >= EVERY_EVENTS) write()
    else timer ??= setTimeout(write, EVERY_MS)
  }

  writeHeadNow(dir, key, station, chainHead(db, station), Date.now())
  return {
    committed: (events) => {
      since += events
      plan()
    },
    stop: () => {
      clearTimeout(timer)
      stopped = true
      try {
        writeHeadNow(dir, key, station, chainHead(db, station), Date.now())
      } catch (error) {
        onError(error)
      }
    },
  }
}

/**
 * Checks the end of the chain at start: the last links, and the signed head. What does not fit is told, and a head that
 * proves it is set aside, so that it is not overwritten.
 */
export function checkChainAtStart(db: WriteHandle, dir: string, station: string, stamp: string): Notice[] {
  if (!hasKey(dir) && chainHead(db, station).seq === 0) return []
  const broken = verifyTail(db, station, TAIL)
  const fault = checkHeads(db, dir)
  if (fault && (fault.why === 'cut' || fault.why === 'replaced' || fault.why === 'forged' || fault.why === 'unreadable') && fault.file.endsWith('head.json')) setHeadAside(dir, stamp)
  return [
    ...(broken ? [{ code: 'chain-broken', params: { station: broken.station, seq: String(broken.stationSeq) } }] : []),
    ...(fault ? [faultNotice(fault)] : []),
  ]
}

function faultNotice(fault: HeadFault): Notice {
  const { why, ...about } = fault
  return { code: `chain-${why}`, params: Object.fromEntries(Object.entries(about).map(([name, value]) => [name, String(value)])) }
}

/** What is wrong with the chain's end, as a sentence. */
export function describeFault(fault: HeadFault): string {
  switch (fault.why) {
    case 'cut':
      return `the tail is cut: events ${fault.from} to ${fault.to} of station ${fault.station} were there when ${fault.file} was signed and are not any more`
    case 'replaced':
      return `event ${fault.seq} of station ${fault.station} is not the one that ${fault.file} was signed for: the chain was written anew`
    case 'unreadable':
      return `${fault.file} is no signed head`
    case 'forged':
      return `${fault.file} was not signed by this station`
    case 'no-head':
      return 'there are events but no head.json: a cut tail would not show'
    case 'no-key':
      return 'there is a signed head but no station key to check it with'
  }
}

import { randomInt } from 'node:crypto'
import { isWeakPin, Login } from '../domain/account.ts'
import type { EventEnvelope } from '../domain/case-event.ts'
import { formatHlc, parseHlc, tickHlc } from '../domain/hlc.ts'
import { uuidV7 } from '../domain/uuid.ts'
import { FatalError } from '../platform/fatal.ts'
import { hashPin } from '../platform/pin-hash.ts'
import { randomPool } from '../platform/random-pool.ts'
import { listAccounts, readAccount, writeAccount, writePin } from '../store/account-table.ts'
import { accountsWereMade } from '../store/audit-table.ts'
import { stationsIn } from '../store/chain-check.ts'
import { lockDataFolder } from '../store/data-lock.ts'
import { openWriter, type WriteHandle } from '../store/database.ts'
import { appendEvent, lastHlc } from '../store/event-log.ts'
import { projectStream } from '../store/projection.ts'
import { auditFact, auditProjection } from './audit.ts'
import { maintenanceArguments, needDatabase, print, runMaintenance, type MaintenanceArguments } from './maintenance-command.ts'
import { keepHead } from './maintenance-head.ts'

const USAGE = 'npm run accounts -- [--reset LOGIN] [--data DIR] [--settings FILE]'
const DIGITS = 6

/**
 * `npm run accounts`: lists the accounts of a data folder that no core holds. With `--reset LOGIN` that person may sign
 * in again with a new PIN, which is printed once: the way back in when the last administrator has forgotten theirs.
 */
await runMaintenance(async (argv) => {
  const args = maintenanceArguments(argv, USAGE)
  needDatabase(args, USAGE)
  const unlock = lockDataFolder(args.data)
  const db = openWriter({ file: args.file })
  try {
    if (args.reset === undefined) list(db)
    else await reset(db, args, args.reset)
    return 0
  } finally {
    db.close()
    unlock()
  }
})

function list(db: WriteHandle): void {
  const accounts = listAccounts(db)
  if (accounts.length === 0) print('no account was made yet')
  for (const { id, name, roles, disabled } of accounts) print(`${id}\t${name}\t${roles.join(' ')}${disabled ? '\tdisabled' : ''}`)
}

async function reset(db: WriteHandle, args: MaintenanceArguments, login: string): Promise<void> {
  const known = readAccount(db, login)
  const lost = listAccounts(db).length === 0 && accountsWereMade(db) && Login.safeParse(login).success
  const account = known ?? (lost ? { id: login, name: login, roles: ['admin' as const], department: null, language: null, disabled: false } : undefined)
  if (!account) throw new FatalError('bad-arguments', `no account has the login ${login}; usage: ${USAGE}`)
  const station = ownStation(db, args)
  const pin = freshPin()
  const hash = await hashPin(pin)
  const head = keepHead({ db, dir: args.data, station, onError: (error) => print(String(error)) })
  const random = randomPool()
  const now = Date.now()
  const newId = (): string => uuidV7(now, random(10))
  db.transaction(() => {
    if (account.disabled || !known) writeAccount(db, { ...account, disabled: false })
    writePin(db, account.id, hash)
    const fact = auditFact(newId, now, known ? 'pin-set' : 'account-added', { account: account.id, detail: { how: 'machine', ...(account.disabled ? { disabled: 'true → false' } : {}) } })
    const hlc = formatHlc(tickHlc(parseHlc(lastHlc(db, station) ?? '') ?? { wall: 0, count: 0 }, now))
    const event: EventEnvelope = { ...fact, id: newId(), parents: [], hlc, version: 1, recordedAt: now, actor: { id: `station:${station}`, name: station, role: 'admin' }, station }
    appendEvent(db, event)
    projectStream(db, [auditProjection], event.stream, [event])
  })
  head.committed(1)
  head.stop()
  print(`the PIN of ${account.id} (${account.name}) is now ${pin}: sign in and set another`)
}

/** The station whose chain goes on here: the settings', or the only one that there is. */
function ownStation(db: WriteHandle, { station }: MaintenanceArguments): string {
  const there = stationsIn(db)
  const [only, ...others] = there
  if (only === undefined || there.includes(station)) return station
  if (others.length === 0) return only
  throw new FatalError('bad-arguments', `the database holds the stations ${there.join(', ')}: name the settings with --settings; usage: ${USAGE}`)
}

function freshPin(): string {
  const pin = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0')
  return isWeakPin(pin) ? freshPin() : pin
}

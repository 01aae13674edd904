import type { WallSettings } from '../contract/settings.ts'
import type { Log } from '../platform/log.ts'
import { readWallKey } from '../platform/wall-tls.ts'
import type { Core } from './core.ts'
import { shareWall } from './wall-share.ts'

/** Why other machines can't be let follow, as a sentence; undefined where nothing is wrong, or it isn't wanted. */
export function wallFault({ port, key }: WallSettings): string | undefined {
  if (port === null) return undefined
  if (key === null) return 'a port without a key lets nobody in: name a key file under wall.key'
  try {
    readWallKey(key)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Lets other machines follow the wall where the settings want it. The hall's own wall goes on when the port can't be had. */
export async function openWall({ port, host, key }: WallSettings, core: Core, log: Log): Promise<void> {
  if (port === null || key === null) return
  try {
    const listens = await shareWall({ port, host, key: readWallKey(key), machines: core.machines, open: (connection) => core.open(connection), onError: (error) => log.warn({ err: error }, 'a machine of the wall was refused') })
    log.info({ host, port: listens }, 'other machines may follow the wall')
  } catch (error) {
    log.error({ err: error }, 'other machines cannot follow the wall')
  }
}

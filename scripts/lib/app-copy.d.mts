import type { Found } from '../set-up.mjs'
import type { RunUser } from './run-user.mjs'

export interface ReachableApp {
  readonly base: string
  readonly electron: string
  readonly node: string
  readonly demo: string
}

export const systemCache: string
export function reachableApp(found: Found, user: RunUser | undefined): ReachableApp

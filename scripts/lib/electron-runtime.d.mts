import type { Runtime } from '../set-up.mjs'

export function provideElectron(env?: NodeJS.ProcessEnv): Promise<Runtime>
export function isRemembered(memory: { version: string; mirror: string; at: number } | undefined, version: string, mirror: string, now: number): boolean

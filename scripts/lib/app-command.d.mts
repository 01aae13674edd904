import type { ReachableApp } from './app-copy.mjs'
import type { RunUser } from './run-user.mjs'

export interface AppCommand {
  readonly command: string
  readonly args: string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

export function defaultDataDir(user: RunUser | undefined, env?: NodeJS.ProcessEnv): string
export function appCommand(
  app: ReachableApp,
  options: {
    user?: RunUser | undefined
    kind: string
    dataDir: string
    args: readonly string[]
    displayEnv: NodeJS.ProcessEnv
    virtual?: boolean
    switches?: readonly string[]
  },
): AppCommand
export function drawSwitches(virtual: boolean): string[]
export function appEnv(app: ReachableApp, user: RunUser | undefined, kind: string, dataDir: string): NodeJS.ProcessEnv
export function writeElectronScript(file: string, app: ReachableApp, user: RunUser | undefined): string
export function prepareDataDir(dir: string, user: RunUser | undefined): string
export function checkSettingsFile(file: string, user: RunUser | undefined): void
export function runFolder(base: string, user: RunUser | undefined): string

export interface StartOptions {
  readonly once: boolean
  readonly help: boolean
  readonly virtual: boolean
  readonly screens: number
  readonly screensNamed: boolean
  readonly data?: string
  readonly settings?: string
  readonly json?: string
  readonly rest: readonly string[]
}

export const usage: string
export function parseOptions(args: readonly string[], cwd: string): StartOptions
export function picturePath(options: Pick<StartOptions, 'json'>, root: string): string

interface LockFile {
  readonly packages?: Record<string, { version?: string; integrity?: string; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }>
}

export function installNpmPackages(): Promise<void>
export function isInstalled(lock: LockFile, installed: LockFile | undefined, machine?: { os: string; cpu: string }): boolean

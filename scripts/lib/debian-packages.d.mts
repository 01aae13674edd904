export interface Need {
  readonly names: readonly string[]
}

export function needsOf(what: { profile: 'start' | 'test'; display: boolean; once?: boolean; voice?: boolean }): Need[]
export function missingPackages(wanted: readonly Need[], installed: ReadonlySet<string>): Need[]
export function parseInstalled(lines: string): Set<string>

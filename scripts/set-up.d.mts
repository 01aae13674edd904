export interface Runtime {
  readonly path: string
  readonly kind: 'env' | 'official' | 'fallback'
  readonly version: string
}

export interface Found {
  readonly runtime: Runtime
  readonly node: string
  readonly demo: string
  readonly stamp: string
}

export function setUp(what: { profile: 'start' | 'test'; display: boolean; once?: boolean; voice?: boolean }): Promise<Found>

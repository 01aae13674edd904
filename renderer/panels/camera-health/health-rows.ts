import type { CameraHealth } from '../../../electron/contract/media.ts'

export type HealthState = CameraHealth['state'] | 'closed'
type Named = { readonly id: string; readonly name: string; readonly group: string }
export type HealthRow = Named & { readonly state: HealthState; readonly health: CameraHealth | null }

/** What needs a look first. */
const ORDER: Readonly<Record<HealthState, number>> = { failed: 0, refused: 1, stalled: 2, connecting: 3, live: 4, closed: 5 }

const troubled = ({ health }: HealthRow): number => (health && (health.lost > 0 || health.pace !== 'full') ? 0 : 1)

/** Every camera with how it fares: the troubled first, then by name; those that nobody looks at last. */
export function healthRows(cameras: readonly Named[], health: readonly CameraHealth[]): HealthRow[] {
  const byId = new Map(health.map((each) => [each.cameraId, each]))
  const rows = cameras.map((camera): HealthRow => {
    const found = byId.get(camera.id) ?? null
    return { ...camera, health: found, state: found?.state ?? 'closed' }
  })
  return rows.toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || troubled(a) - troubled(b) || a.name.localeCompare(b.name, 'zh-CN', { numeric: true }))
}

import type { Migration } from '../migrate.ts'

/** When cameras came and went, as this machine's media process saw it; telemetry, bounded by age and by camera. */
export const cameraHealth: Migration = {
  version: 12,
  name: 'camera-health',
  sql: `
    CREATE TABLE camera_health (
      camera TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL,
      detail TEXT NOT NULL,
      PRIMARY KEY (camera, at)
    ) WITHOUT ROWID;
    CREATE INDEX camera_health_at ON camera_health (at);
  `,
}

import { useMemo } from 'react'
import type { AlertRow } from '../../../electron/contract/alert.ts'
import type { Position } from '../../../electron/contract/case-terms.ts'
import { useView } from '../../client/hooks.ts'

/** Alerts that count; the view holds those in force. */
const ALERTS = { view: 'alerts', limit: 100 } as const

/** Cameras inside the area of an alert that is in force and no exercise: the last to give way but the selected one. */
export function alarmCameras(cameras: readonly { readonly id: string; readonly at: Position }[], alerts: readonly Pick<AlertRow, 'box' | 'exercise'>[]): ReadonlySet<string> {
  const boxes = alerts.flatMap(({ box, exercise }) => (box && !exercise ? [box] : []))
  return new Set(cameras.filter(({ at: [lng, lat] }) => boxes.some(([west, south, east, north]) => lng >= west && lng <= east && lat >= south && lat <= north)).map(({ id }) => id))
}

export function useAlarmCameras(): ReadonlySet<string> {
  const alerts = useView(ALERTS).view
  const cameras = useView({ view: 'cameras' }).view
  return useMemo(() => alarmCameras(Object.values(cameras?.rows ?? {}), Object.values(alerts?.rows ?? {})), [alerts, cameras])
}

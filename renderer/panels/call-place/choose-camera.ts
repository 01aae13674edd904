import type { CameraRow } from '../../../electron/contract/views.ts'
import { choosePlace } from '../../client/map-place.ts'
import { selectCamera } from '../../client/selection.ts'

/** Selects a camera, and its place to call somebody for. */
export function chooseCamera({ id, name, nameEn, at }: CameraRow): void {
  selectCamera(id)
  choosePlace({ what: 'camera', id, name, nameEn, at })
}

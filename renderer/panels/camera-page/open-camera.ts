import { pageStore, togglePage } from '../../client/page.ts'
import { selectCamera } from '../../client/selection.ts'

/** Shows a camera large, on its page. */
export function openCamera(id: string): void {
  selectCamera(id)
  if (pageStore.getState().open !== 'camera') togglePage('camera')
}

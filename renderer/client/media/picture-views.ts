import { createStore, useStore } from 'zustand'
import { WHOLE, type PictureView } from './picture-view.ts'

/** Cameras whose picture is enlarged in this window; those that are not are not in it. */
const views = createStore<ReadonlyMap<string, PictureView>>(() => new Map())

export const usePictureViews = (): ReadonlyMap<string, PictureView> => useStore(views)

/** Changes how a camera's picture is looked at, wherever this window shows it. */
export function lookAt(cameraId: string, change: (view: PictureView) => PictureView): void {
  const before = views.getState()
  const next = new Map(before)
  const view = change(before.get(cameraId) ?? WHOLE)
  if (view.level === 1) next.delete(cameraId)
  else next.set(cameraId, view)
  views.setState(next, true)
}

export const lookAtWhole = (cameraId: string): void => lookAt(cameraId, () => WHOLE)

import type { Actor } from '../../electron/contract/case-terms.ts'
import type { DeskHead } from '../../electron/contract/desk.ts'
import { useView } from './hooks.ts'

/** Who sits at this console, in which state; undefined until core has said. */
export const useDeskHead = (): DeskHead | undefined => useView({ view: 'desk' }).view?.head

/** Who acts at this console; undefined while nobody is signed in. */
export const useActor = (): Actor | undefined => useDeskHead()?.actor ?? undefined

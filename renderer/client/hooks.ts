import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { LostReason } from '../../electron/contract/bridge.ts'
import type { AppError, Result } from '../../electron/contract/error.ts'
import type { CommandValue } from '../../electron/contract/messages.ts'
import type { ViewTypes } from '../../electron/contract/views.ts'
import { core, mirror } from './core.ts'
import type { CommandInput, ViewSpecInput } from './core-client.ts'
import { specKey, specOfKey, type MirrorEntry } from './mirror.ts'

/** A view with the type that its name promises. */
export interface View<T> {
  readonly state: MirrorEntry['state']
  readonly view: T | undefined
  /** Epoch ms from which the view is old. */
  readonly since: number | undefined
  readonly error: AppError | undefined
}

/** Core promises the shape of each view by contract; this is where the window takes its word. */
const asViewOf = <S extends ViewSpecInput>(view: MirrorEntry['view']): ViewTypes[S['view']] | undefined => view as ViewTypes[S['view']] | undefined

/**
 * Watches a view while the component is mounted. With `keepPrevious` the view before stays visible
 * (as `stale`) until the first snapshot of a changed spec is there.
 */
export function useView<S extends ViewSpecInput>(spec: S, options: { readonly keepPrevious?: boolean } = {}): View<ViewTypes[S['view']]> {
  const key = specKey(spec)
  useEffect(() => mirror.hold(specOfKey(key)), [key])
  const entry = useStore(mirror.store, (entries) => entries[key])
  const last = useRef<MirrorEntry['view']>(undefined)
  if (entry?.view) last.current = entry.view
  const state = entry?.state ?? 'loading'
  const kept = entry?.view ?? (options.keepPrevious ? last.current : undefined)
  return { state: kept && state === 'loading' ? 'stale' : state, view: asViewOf<S>(kept), since: entry?.since, error: entry?.error }
}

/** Whether core answers now. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    useCallback((changed: () => void) => core.onConnection(changed), []),
    () => core.connected,
  )

/** Why core is away; null while it is there or main has not said. */
export const useLostReason = (): LostReason | null =>
  useSyncExternalStore(
    useCallback((changed: () => void) => core.onConnection(changed), []),
    () => core.lostReason,
  )

/** Sends a command and gives its answer. */
export const useCommand = (): ((command: CommandInput) => Promise<Result<CommandValue>>) => useCallback((command) => core.command(command), [])

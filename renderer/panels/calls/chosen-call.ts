import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { LiveCall } from '../../../electron/contract/call.ts'
import { currentCall, liveCalls, useLiveCalls } from '../../client/call-client.ts'

/** The call that was chosen by its line's key, and the newest of then: a call that is begun later is what keys mean. */
const chosen = createStore<{ readonly id: string | null; readonly newest: string | null }>(() => ({ id: null, newest: null }))

function choose(calls: readonly LiveCall[], { id, newest }: { readonly id: string | null; readonly newest: string | null }): LiveCall | undefined {
  const picked = calls.at(-1)?.id === newest ? calls.find((call) => call.id === id && call.state !== 'ended') : undefined
  return picked ?? currentCall(calls)
}

/** Lets keys mean this call from now on. */
export const chooseCall = (id: string): void => chosen.setState({ id, newest: liveCalls().at(-1)?.id ?? null })

/** The call that keys mean: the chosen one, else the one that is current. */
export const chosenCall = (): LiveCall | undefined => choose(liveCalls(), chosen.getState())

export function useChosenCall(): LiveCall | undefined {
  const calls = useLiveCalls()
  return choose(calls, useStore(chosen))
}

/** The call that the chosen one is swapped or connected with: the last other that was answered, outside the conference. */
export const otherCall = (calls: readonly LiveCall[], than: LiveCall | undefined): LiveCall | undefined => calls.findLast((call) => call.state === 'talking' && call.id !== than?.id && !call.joined)

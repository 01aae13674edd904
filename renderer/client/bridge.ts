import { DisplayPlan, WindowParams, type WufengBridge } from '../../electron/contract/bridge.ts'

declare global {
  interface Window {
    /** Put there by preload. */
    readonly wufeng: WufengBridge
  }
}

/** What main may be asked for; see {@link WufengBridge}. */
export const bridge = (): WufengBridge => window.wufeng

/** Reads what main told this window in the page's query; wrong or missing values fall back to display 1. */
export function windowParams(search: string = window.location.search): WindowParams {
  const given = Object.fromEntries(new URLSearchParams(search))
  const flag = given['software']
  const parsed = WindowParams.safeParse({ ...given, plan: planIn(given['plan']), software: flag === '1' || flag === 'true' })
  return parsed.success ? parsed.data : { display: '1', software: flag === '1' || flag === 'true', follows: given['follows'] === '1' }
}

function planIn(text: string | undefined): DisplayPlan | undefined {
  try {
    return text === undefined ? undefined : DisplayPlan.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Tells main about errors that nobody caught, at most 20 of them in the life of a page. */
export function reportErrors(): void {
  let left = 20
  const report = (message: string): void => {
    if (left-- > 0) void bridge().report({ fact: 'error', message: message.slice(0, 2000) })
  }
  window.addEventListener('error', (event) => report(event.error instanceof Error ? (event.error.stack ?? event.message) : event.message))
  window.addEventListener('unhandledrejection', (event) => report(`unhandled rejection: ${event.reason instanceof Error ? (event.reason.stack ?? event.reason.message) : String(event.reason)}`))
}

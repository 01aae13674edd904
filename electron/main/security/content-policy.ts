/** The origin of all pages. */
export const APP_ORIGIN = 'app://wufeng'
/** The origin of the base map, which pages read by ranges. */
export const BASE_ORIGIN = 'app://base'

/**
 * Content security policy of a page: our own files, the base map, pictures made in the page. No remote content, no inline
 * script. `connect`: origins that this page alone may connect to besides; `wasm`: it may compile WebAssembly, as the
 * video worker does for its scaler.
 */
export const contentPolicy = ({ connect = [], wasm = false }: { connect?: readonly string[] | undefined; wasm?: boolean } = {}): string => [
  "default-src 'none'",
  wasm ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  'media-src blob:',
  "font-src 'self'",
  ['connect-src', "'self'", BASE_ORIGIN, ...connect].join(' '),
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Whether a URL is one of our pages. */
export const isAppUrl = (url: string): boolean => url.startsWith(`${APP_ORIGIN}/`)

import type { ViewSpec } from '../contract/views.ts'

/** The same view for several windows is computed once a moment. */
export function shareViews<V>(compute: (spec: ViewSpec) => V): (spec: ViewSpec) => V {
  const made = new Map<string, V>()
  return (spec) => {
    const key = JSON.stringify(spec)
    const known = made.get(key)
    if (known !== undefined) return known
    const view = compute(spec)
    if (made.size === 0) setImmediate(() => made.clear())
    made.set(key, view)
    return view
  }
}

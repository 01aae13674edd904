import type { ReactNode } from 'react'
import type { Asked } from '../../client/asked.ts'
import { Button } from '../../ui/button.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { PageMessage } from '../../ui/page.tsx'
import { errorText } from './error-text.ts'

interface AskedContentProps<V> {
  readonly asked: Asked<V>
  /** What could not be read. */
  readonly failed: string
  readonly retry: string
  readonly children: (value: V) => ReactNode
}

/** What a page shows of an answer: that it is awaited, why it did not come and the key to try again, or the answer. */
export function AskedContent<V>({ asked: { state, value, error, renew }, failed, retry, children }: AskedContentProps<V>) {
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  if (state === 'error') {
    return (
      <PageMessage title={failed} hint={error ? errorText(error, c, lang) : ''}>
        <Button shortcut="r" onClick={renew}>
          {retry}
        </Button>
      </PageMessage>
    )
  }
  return value === undefined ? <PageMessage title={c('state.loading')} /> : children(value)
}

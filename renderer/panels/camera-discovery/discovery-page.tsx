import { useMemo, useRef, useState, type RefObject } from 'react'
import { bridge } from '../../client/bridge.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { notify } from '../notices/notice-store.ts'
import { FoundTable } from './found-table.tsx'
import { cameraListOf, listable, nameOf } from './found-list.ts'
import { locale } from './locale.ts'
import { useDiscovery, type Search } from './use-discovery.ts'
import './discovery.css'

/** What the form says; the password lives as long as the page. */
interface Asked {
  readonly addresses: string
  readonly user: string
  readonly password: string
  readonly group: string
  readonly credentials: string
}

const EMPTY: Asked = { addresses: '', user: '', password: '', group: '', credentials: '' }

/** Looks for cameras in this network or at addresses, shows what each is, and writes a camera list of those that are taken. */
export function DiscoveryPage() {
  const t = useT(locale)
  const search = useDiscovery()
  const [asked, setAsked] = useState(EMPTY)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [saved, setSaved] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const usable = useMemo(() => search.devices.filter(listable), [search.devices])
  const taken = usable.filter(({ address }) => !left.has(address))
  const start = (multicast: boolean) => (): void => {
    setSaved(false)
    search.start(multicast, asked.addresses, asked.user, asked.password)
  }
  const toggle = (address: string): void => setLeft((before) => (before.has(address) ? new Set([...before].filter((each) => each !== address)) : new Set(before).add(address)))
  const save = async (): Promise<void> => {
    if (taken.length === 0) return
    const text = cameraListOf(taken.map((device) => ({ device, name: names.get(device.address) ?? nameOf(device) })), asked)
    const answer = await bridge().saveFile({ name: 'cameras.csv', bytes: new TextEncoder().encode(text) })
    if (!answer.ok) return notify({ what: 'error', error: answer.error })
    setSaved(answer.value.saved)
  }
  const walk = (step: number) => (): void => walkFocus('.found-row', step)
  const focused = (): string | undefined => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['address'] : undefined)
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.focus(), n: start(true), s: () => void save(),
    ' ': () => {
      const address = focused()
      if (address !== undefined) toggle(address)
    },
    // Leaves a field first, so that what was found is not lost with it.
    Escape: () => (document.activeElement instanceof HTMLInputElement ? document.querySelector<HTMLElement>('.found-row, .page')?.focus() : closePage()),
    e: () => document.activeElement?.querySelector('input')?.select(),
    a: () => setLeft(left.size === 0 ? new Set(usable.map(({ address }) => address)) : new Set()),
  })
  return (
    <Page
      title={t('title')}
      onClose={closePage}
      controls={<span className="discovery-state" role="status">{stateWords(search, t)}</span>}
      foot={
        <>
          <PageKey keys={['i']}>{t('to-addresses')}</PageKey>
          <PageKey keys={['j', 'k']}>{t('walk')}</PageKey>
          <PageKey keys={['Space']}>{t('toggle')}</PageKey>
          <PageKey keys={['a']}>{t('all')}</PageKey>
          <PageKey keys={['e']}>{t('rename')}</PageKey>
        </>
      }
    >
      <div className="discovery">
        <AskForm asked={asked} field={field} onChange={setAsked} onAsk={start(false)} onNetwork={start(true)} />
        <Found search={search} left={left} names={names} onToggle={toggle} onName={(address, name) => setNames(new Map(names).set(address, name))} />
        {usable.length > 0 && (
          <div className="discovery-save">
            <Field words={t('group')} value={asked.group} onChange={(group) => setAsked({ ...asked, group })} most={32} />
            <Field words={t('credentials')} value={asked.credentials} onChange={(credentials) => setAsked({ ...asked, credentials })} most={512} example={t('credentials.example')} />
            <Button tone="primary" shortcut="s" disabled={taken.length === 0} onClick={() => void save()}>{t('save', { n: taken.length })}</Button>
            {saved && <p className="discovery-saved" role="status">{t('saved')}</p>}
          </div>
        )}
      </div>
    </Page>
  )
}

type Words = ReturnType<typeof useT<Extract<keyof typeof locale.zh, string>>>

function stateWords({ state, devices, asking, failed }: Search, t: Words): string {
  if (state === 'no-answer') return t('no-answer')
  if (failed && asking === 0 && devices.length === 0) return t('failed')
  if (state === 'searching') return asking > 0 ? t('searching', { n: asking }) : t('listening')
  return state === 'done' ? t('done', { n: devices.length }) : ''
}

function AskForm({ asked, field, onChange, onAsk, onNetwork }: {
  readonly asked: Asked
  readonly field: RefObject<HTMLInputElement | null>
  readonly onChange: (asked: Asked) => void
  readonly onAsk: () => void
  readonly onNetwork: () => void
}) {
  const t = useT(locale)
  return (
    <form
      className="discovery-form"
      onSubmit={(event) => {
        event.preventDefault()
        onAsk()
      }}
    >
      <Field words={t('addresses')} value={asked.addresses} onChange={(addresses) => onChange({ ...asked, addresses })} most={4_000} example={t('addresses.example')} field={field} />
      <Field words={t('user')} value={asked.user} onChange={(user) => onChange({ ...asked, user })} most={64} />
      <Field words={t('password')} value={asked.password} onChange={(password) => onChange({ ...asked, password })} most={128} secret />
      <Button type="submit" shortcut="Enter" disabled={asked.addresses.trim() === ''}>{t('ask')}</Button>
      <Button shortcut="n" onClick={onNetwork}>{t('network')}</Button>
    </form>
  )
}

function Field({ words, value, onChange, most, example = '', secret = false, field }: {
  readonly words: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly most: number
  readonly example?: string
  readonly secret?: boolean
  readonly field?: RefObject<HTMLInputElement | null>
}) {
  return (
    <label className="field">
      <span className="field-words">{words}</span>
      <input ref={field} className="input" type={secret ? 'password' : 'text'} autoComplete="off" spellCheck={false} value={value} maxLength={most} placeholder={example} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}

function Found({ search, ...more }: { readonly search: Search } & Omit<Parameters<typeof FoundTable>[0], 'devices'>) {
  const t = useT(locale)
  const { devices } = search
  if (devices.length > 0) return <FoundTable devices={devices} {...more} />
  if (search.state === 'idle') return <PageMessage title={t('idle')} hint={t('idle.hint')} />
  if (search.state === 'done') return <PageMessage title={search.failed ? t('failed') : t('none')} hint={search.failed ? '' : t('none.hint')} />
  return <PageMessage title={stateWords(search, t)} />
}

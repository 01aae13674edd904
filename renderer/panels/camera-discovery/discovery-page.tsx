import { useMemo, useRef, useState } from 'react'
import { previewId, type FoundDevice } from '../../../electron/contract/media-discover.ts'
import { useActor } from '../../client/actor.ts'
import { bridge } from '../../client/bridge.ts'
import { useView } from '../../client/hooks.ts'
import { mapPlace } from '../../client/map-place.ts'
import { media } from '../../client/media-link.ts'
import { closePage } from '../../client/page.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { notify } from '../notices/notice-store.ts'
import { AskForm, NOTHING_ASKED, type Asked } from './ask-form.tsx'
import { FoundTable } from './found-table.tsx'
import { cameraListOf, listable, nameOf, streamsOf } from './found-list.ts'
import { locale } from './locale.ts'
import { PreviewPane } from './preview-pane.tsx'
import { placeOf, register, registeredAs } from './register-found.ts'
import { TakeForm } from './take-form.tsx'
import { useDiscovery, type Search } from './use-discovery.ts'
import './discovery.css'

const set = <T,>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> => new Map(map).set(key, value)

/** Looks for cameras in this network or at addresses, shows what each is and sends, and puts those that are taken into the registry. */
export function DiscoveryPage() {
  const t = useT(locale)
  const format = useFormat()
  const admin = useActor()?.roles.includes('admin') ?? false
  const registry = useView({ view: 'camera-registry' }).view
  const search = useDiscovery()
  const [asked, setAsked] = useState<Asked>(NOTHING_ASKED)
  /** Taken or not, where that differs from what it is at first: a camera that is not registered is taken. */
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const [places, setPlaces] = useState<ReadonlyMap<string, string>>(new Map())
  const [looked, setLooked] = useState<{ readonly id: string; readonly address: string; readonly name: string } | null>(null)
  const [said, setSaid] = useState<'saved' | 'added' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const usable = useMemo(() => search.devices.filter(listable), [search.devices])
  const known = useMemo(() => {
    const cameras = Object.values(registry?.rows ?? {})
    return new Map(usable.flatMap((device): [string, string][] => registeredAs(device, cameras).map(({ name }) => [device.address, name])))
  }, [usable, registry])
  const isTaken = ({ address }: FoundDevice): boolean => turned.has(address) === known.has(address)
  const taken = usable.filter(isTaken)
  const found = taken.map((device) => ({ device, name: names.get(device.address) ?? nameOf(device), place: places.get(device.address) ?? '' }))
  const start = (multicast: boolean) => (): void => {
    setSaid(null)
    search.start(multicast, asked.addresses, asked.user, asked.password)
  }
  const toggle = (address: string): void => setTurned((before) => (before.has(address) ? new Set([...before].filter((each) => each !== address)) : new Set(before).add(address)))
  const look = (device: FoundDevice): void => {
    const { main, sub } = streamsOf(device)
    if (!main || looked?.address === device.address) return
    const id = previewId(crypto.randomUUID())
    media.preview({ cameraId: id, url: (sub ?? main).url, user: asked.user, password: asked.password })
    setLooked({ id, address: device.address, name: names.get(device.address) ?? nameOf(device) })
  }
  const save = async (): Promise<void> => {
    if (taken.length === 0) return
    const answer = await bridge().saveFile({ name: 'cameras.csv', bytes: new TextEncoder().encode(cameraListOf(found, asked)) })
    if (!answer.ok) return notify({ what: 'error', error: answer.error })
    setSaid(answer.value.saved ? 'saved' : null)
  }
  const add = async (): Promise<void> => {
    if (!admin || taken.length === 0 || found.some(({ place }) => placeOf(place) === undefined)) return
    const login = { name: `${asked.user} ${format.dateTime(Date.now())}`.slice(0, 64), user: asked.user, password: asked.password }
    const done = await register(found, { group: asked.group, credential: asked.login, login })
    if (!done.ok) return notify({ what: 'error', error: done.error })
    setTurned(new Set())
    setSaid('added')
  }
  const walk = (step: number) => (): void => walkFocus('.found-row', step)
  const focused = (): string | undefined => (document.activeElement instanceof HTMLElement ? document.activeElement.dataset['address'] : undefined)
  const edit = (what: 'name' | 'place') => (): void => document.activeElement?.querySelector<HTMLInputElement>(`[data-edit="${what}"]`)?.select()
  usePageKeys({
    j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.focus(), n: start(true), s: () => void save(), r: () => void add(),
    ' ': () => {
      const address = focused()
      if (address !== undefined) toggle(address)
    },
    m: () => {
      const [address, centre] = [focused(), mapPlace.getState().centre]
      if (address !== undefined && centre) setPlaces(set(places, address, `${centre[0].toFixed(6)}, ${centre[1].toFixed(6)}`))
    },
    // Leaves a field first, so that what was found is not lost with it.
    Escape: () => (document.activeElement instanceof HTMLInputElement ? document.querySelector<HTMLElement>('.found-row, .page')?.focus() : closePage()),
    e: edit('name'), p: edit('place'),
    a: () => setTurned(new Set(usable.filter(({ address }) => known.has(address) !== (taken.length === usable.length)).map(({ address }) => address))),
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
          <PageKey keys={['p']}>{t('place')}</PageKey>
          <PageKey keys={['m']}>{t('centre')}</PageKey>
        </>
      }
    >
      <div className="discovery">
        <AskForm asked={asked} field={field} onChange={setAsked} onAsk={start(false)} onNetwork={start(true)} />
        <div className="discovery-body">
          {search.devices.length > 0 ? (
            <FoundTable devices={search.devices} names={names} places={places} known={known} isTaken={isTaken} onToggle={toggle} onName={(address, name) => setNames(set(names, address, name))} onPlace={(address, place) => setPlaces(set(places, address, place))} onLook={look} />
          ) : (
            <Nothing search={search} />
          )}
          {usable.length > 0 && <PreviewPane id={looked?.id ?? null} name={looked?.name ?? ''} />}
        </div>
        {usable.length > 0 && <TakeForm asked={asked} count={taken.length} admin={admin} said={said} onChange={setAsked} onAdd={() => void add()} onSave={() => void save()} />}
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

function Nothing({ search }: { readonly search: Search }) {
  const t = useT(locale)
  if (search.state === 'idle') return <PageMessage title={t('idle')} hint={t('idle.hint')} />
  if (search.state === 'done') return <PageMessage title={search.failed ? t('failed') : t('none')} hint={search.failed ? '' : t('none.hint')} />
  return <PageMessage title={stateWords(search, t)} />
}

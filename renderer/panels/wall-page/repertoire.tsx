import { useRef, type KeyboardEvent } from 'react'
import { leavesOf, readScene, type Salvo, type Tour, type WallScene } from '../../../electron/contract/wall.ts'
import { bridge } from '../../client/bridge.ts'
import { useWall } from '../../client/wall.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { notify } from '../notices/notice-store.ts'
import { isOwn, openDraft, renamed, surfaceOf, useDraft } from './draft.ts'
import { wallPageLocale } from './locale.ts'
import { send } from './wall-send.ts'

/** Scene files are a few KB; what is larger is something else. */
const MAX_FILE = 256 * 1024

/** What the station keeps under a name: scenes, tours, salvos; and alarms that wait. */
export function Repertoire({ onFault }: { readonly onFault: (words: string | null) => void }) {
  return (
    <div className="wall-repertoire">
      <Offers />
      <Scenes onFault={onFault} />
      <Tours />
      <Salvos onFault={onFault} />
    </div>
  )
}

function Scenes({ onFault }: { readonly onFault: (words: string | null) => void }) {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const { scenes } = useWall()
  const { scene: now } = useDraft((state) => state)
  const file = useRef<HTMLInputElement>(null)
  const remove = async (scene: WallScene): Promise<void> => {
    if (await send({ type: 'wall.scene.delete', scene: scene.id })) notify({ what: 'deleted', name: scene.name, undo: () => void send({ type: 'wall.scene.save', scene }) })
  }
  const read = async (given: File): Promise<void> => {
    if (given.size > MAX_FILE) return onFault(t('fault.too-large'))
    const found = readScene(parse(await given.text()))
    if (!found.ok) return onFault(found.fault.code === 'no-scene' && parse(await given.text()) === undefined ? t('fault.no-json') : t(`fault.${found.fault.code}`, { where: found.fault.where }))
    onFault(null)
    openDraft(scenes.has(found.scene.id) ? renamed(found.scene, found.scene.name) : found.scene)
  }
  const write = async (): Promise<void> => {
    const saved = await bridge().saveFile({ name: `${now.name}.wufeng-scene.json`, bytes: new TextEncoder().encode(`${JSON.stringify(now, null, 2)}\n`) })
    if (!saved.ok) notify({ what: 'error', error: saved.error })
    else if (saved.value.saved) notify({ what: 'saved', name: now.name })
  }
  return (
    <section>
      <h3>{t('scenes')}</h3>
      <ul className="wall-items">
        {[...scenes.values()].map((scene) => (
          <li key={scene.id} data-chosen={scene.id === now.id}>
            <button type="button" className="wall-item" aria-pressed={scene.id === now.id} onClick={() => openDraft(scene)}>
              {format.name(scene.name, scene.nameEn ?? '')}
            </button>
            {isOwn(scene) && (
              <button type="button" className="wall-small" onClick={() => void remove(scene)}>
                {t('delete')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="wall-buttons">
        <input ref={file} type="file" accept=".json,application/json" hidden onChange={(event) => {
          const [given] = event.target.files ?? []
          if (given) void read(given)
          event.target.value = ''
        }} />
        <Button onClick={() => file.current?.click()}>{t('import')}</Button>
        <Button onClick={() => void write()}>{t('export')}</Button>
      </div>
    </section>
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Enter takes what was typed, as leaving the field does. */
function leaveOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
}

/** A name that is kept when the field is left, not at every letter: saving a tour stops it. */
function NameField({ value, onName }: { readonly value: string; readonly onName: (name: string) => void }) {
  const t = useT(wallPageLocale)
  return (
    <input
      key={value}
      className="input"
      defaultValue={value}
      maxLength={40}
      aria-label={t('name')}
      onKeyDown={leaveOnEnter}
      onBlur={(event) => {
        const name = event.target.value.trim()
        if (name === '') event.target.value = value
        else if (name !== value) onName(name)
      }}
    />
  )
}

const newId = (kind: string): string => `${kind}-${crypto.randomUUID().slice(0, 12)}`

/** Seconds that a new step of a tour stays. */
const DWELL = 30

function Tours() {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const { head, tours, scenes } = useWall()
  const scene = useDraft((state) => state.scene)
  const save = (tour: Tour): void => void send({ type: 'wall.tour.save', tour })
  const remove = async (tour: Tour): Promise<void> => {
    if (await send({ type: 'wall.tour.delete', tour: tour.id })) notify({ what: 'deleted', name: tour.name, undo: () => save(tour) })
  }
  const run = (tour: Tour, what: 'start' | 'pause' | 'resume' | 'skip' | 'stop') => (): void => void send({ type: 'wall.tour.run', tour: tour.id, run: what })
  const known = scenes.has(scene.id)
  return (
    <section>
      <h3>{t('tours')}</h3>
      <ul className="wall-items">
        {[...tours.values()].map((tour) => {
          const running = head?.tours[tour.id]
          return (
            <li key={tour.id} className="wall-tour">
              <NameField value={tour.name} onName={(name) => save({ ...tour, name })} />
              <ol className="wall-steps">
                {tour.steps.map((step, i) => (
                  <li key={i} aria-current={running?.step === i}>
                    <span>{format.name(scenes.get(step.scene)?.name ?? step.scene, scenes.get(step.scene)?.nameEn ?? '')}</span>
                    <input className="input" type="number" min={5} max={3_600} key={step.dwellS} defaultValue={step.dwellS} aria-label={t('tour.step', { name: step.scene, n: step.dwellS })} onKeyDown={leaveOnEnter} onBlur={(event) => {
                      const dwellS = Math.min(3_600, Math.max(5, Math.round(Number(event.target.value)) || 5))
                      if (dwellS !== step.dwellS) save({ ...tour, steps: tour.steps.map((each, at) => (at === i ? { ...each, dwellS } : each)) })
                    }} />
                    {tour.steps.length > 1 && (
                      <button type="button" className="wall-small" aria-label={t('remove')} onClick={() => save({ ...tour, steps: tour.steps.filter((_, at) => at !== i) })}>
                        ×
                      </button>
                    )}
                  </li>
                ))}
              </ol>
              <div className="wall-buttons">
                {!running && <Button onClick={run(tour, 'start')}>{t('tour.start')}</Button>}
                {running && <Button onClick={run(tour, running.leftMs === null ? 'pause' : 'resume')}>{t(running.leftMs === null ? 'tour.pause' : 'tour.resume')}</Button>}
                {running && <Button onClick={run(tour, 'skip')}>{t('tour.skip')}</Button>}
                {running && <Button onClick={run(tour, 'stop')}>{t('tour.stop')}</Button>}
                <Button disabled={!known || tour.steps.length >= 50} onClick={() => save({ ...tour, steps: [...tour.steps, { scene: scene.id, dwellS: DWELL }] })}>
                  {t('tour.add')}
                </Button>
                <button type="button" className="wall-small" onClick={() => void remove(tour)}>
                  {t('delete')}
                </button>
              </div>
            </li>
          )
        })}
      </ul>
      <Button disabled={!known} onClick={() => save({ id: newId('tour'), name: `${t('tours')} ${tours.size + 1}`, displays: [], steps: [{ scene: scene.id, dwellS: DWELL }] })}>
        {t('tour.new')}
      </Button>
    </section>
  )
}

/** The chosen cameras of the preview's panels, by display and tile. */
function tilesOfDraft(scene: WallScene, displays: readonly string[]): Salvo['displays'] {
  return Object.fromEntries(displays.flatMap((display): [string, Record<string, string>][] => {
    let first = 0
    const tiles: Record<string, string> = {}
    for (const { panel } of leavesOf(surfaceOf(scene, display).root)) {
      if (panel.panel !== 'cameras') continue
      if (panel.source.by === 'chosen') for (const [i, id] of panel.source.ids.slice(0, panel.columns * panel.rows).entries()) tiles[String(first + i)] = id
      first += panel.columns * panel.rows
    }
    return Object.keys(tiles).length > 0 ? [[display, tiles]] : []
  }))
}

function Salvos({ onFault }: { readonly onFault: (words: string | null) => void }) {
  const t = useT(wallPageLocale)
  const { salvos } = useWall()
  const { scene, display } = useDraft((state) => state)
  const remove = async (salvo: Salvo): Promise<void> => {
    if (await send({ type: 'wall.salvo.delete', salvo: salvo.id })) notify({ what: 'deleted', name: salvo.name, undo: () => void send({ type: 'wall.salvo.save', salvo }) })
  }
  const make = (): void => {
    const named = [...new Set([display, ...scene.surfaces.flatMap((surface) => surface.displays)])]
    const displays = tilesOfDraft(scene, named)
    if (Object.keys(displays).length === 0) return onFault(t('salvo.empty'))
    onFault(null)
    void send({ type: 'wall.salvo.save', salvo: { id: newId('salvo'), name: `${scene.name} ${salvos.size + 1}`.slice(0, 40), displays } })
  }
  return (
    <section>
      <h3>{t('salvos')}</h3>
      <ul className="wall-items">
        {[...salvos.values()].map((salvo) => (
          <li key={salvo.id}>
            <NameField value={salvo.name} onName={(name) => void send({ type: 'wall.salvo.save', salvo: { ...salvo, name } })} />
            <Button onClick={() => void send({ type: 'wall.salvo.fire', salvo: salvo.id })}>{t('salvo.fire')}</Button>
            <button type="button" className="wall-small" onClick={() => void remove(salvo)}>
              {t('delete')}
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={make}>{t('salvo.new')}</Button>
    </section>
  )
}

function Offers() {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const { head } = useWall()
  const display = useDraft((state) => state.display)
  if (!head || head.offers.length === 0) return null
  return (
    <section>
      <h3>{t('offers')}</h3>
      <ul className="wall-items">
        {head.offers.map((offer) => (
          <li key={offer.id} className="wall-offer">
            <span>
              {t(`kind.${offer.kind}`)} · {format.name(offer.title, offer.titleEn)} <small>{format.time(offer.since)}</small>
            </span>
            <div className="wall-buttons">
              <Button disabled={offer.cameras.length === 0} onClick={() => void send({ type: 'wall.offer', offer: offer.id, display })}>
                {t('offer.take')}
              </Button>
              <button type="button" className="wall-small" onClick={() => void send({ type: 'wall.offer', offer: offer.id, display: null })}>
                {t('offer.drop')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

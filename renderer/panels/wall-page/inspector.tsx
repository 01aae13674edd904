import { FigureChart, nodeAt, type CameraSource, type CamerasNode, type PanelNode, type TabsNode, type WebNode } from '../../../electron/contract/wall.ts'
import { useView } from '../../client/hooks.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { CameraPick } from './camera-pick.tsx'
import { choosePanel, panelHere, setNode, setPanel, surfaceOf, useDraft } from './draft.ts'
import { wallPageLocale } from './locale.ts'

const FRESH: Readonly<Record<PanelNode['panel'], PanelNode>> = {
  map: { panel: 'map' },
  cameras: { panel: 'cameras', columns: 3, rows: 3, source: { by: 'page' } },
  figures: { panel: 'figures', chart: 'all' },
  pressing: { panel: 'pressing' },
  roll: { panel: 'roll' },
  spotlight: { panel: 'spotlight' },
  calls: { panel: 'calls' },
  header: { panel: 'header', middle: 'figures' },
  clock: { panel: 'clock' },
  text: { panel: 'text', text: '', size: 'm' },
  web: { panel: 'web', page: '', every: 0, zoom: 100 },
}

export const PANEL_NAMES = Object.keys(FRESH) as readonly PanelNode['panel'][]

/** The panel of a kind, as it begins. */
export const freshPanel = (name: PanelNode['panel']): PanelNode => FRESH[name]

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly words: string }[]
  readonly onChange: (value: V) => void
}

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <label className="field">
      <span className="field-words">{label}</span>
      <select className="input" value={value} onChange={(event) => options.filter((option) => option.value === event.target.value).forEach((option) => onChange(option.value))}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </label>
  )
}

function NumberField({ label, value, min, max, onChange }: { readonly label: string; readonly value: number; readonly min: number; readonly max: number; readonly onChange: (value: number) => void }) {
  const take = (text: string): void => {
    const n = Math.round(Number(text))
    if (Number.isFinite(n)) onChange(Math.min(max, Math.max(min, n)))
  }
  return (
    <label className="field">
      <span className="field-words">{label}</span>
      <input className="input" type="number" min={min} max={max} value={value} onChange={(event) => take(event.target.value)} />
    </label>
  )
}

/** What the panel at hand shows, and how. */
export function Inspector() {
  const t = useT(wallPageLocale)
  const panel = useDraft(panelHere)
  return (
    <section className="wall-inspector" aria-label={t('panel')}>
      <Choice label={t('kind')} value={panel.panel} options={PANEL_NAMES.map((value) => ({ value, words: t(`panel.${value}`) }))} onChange={(name) => setPanel(freshPanel(name))} />
      <Options panel={panel} />
      <TabOptions />
    </section>
  )
}

function Options({ panel }: { readonly panel: PanelNode }) {
  const t = useT(wallPageLocale)
  switch (panel.panel) {
    case 'header':
      return <Choice label={t('header.middle')} value={panel.middle} options={(['figures', 'selection', 'nothing'] as const).map((value) => ({ value, words: t(`middle.${value}`) }))} onChange={(middle) => setPanel({ ...panel, middle })} />
    case 'figures':
      return <Choice label={t('chart')} value={panel.chart} options={FigureChart.options.map((value) => ({ value, words: t(`chart.${value}`) }))} onChange={(chart) => setPanel({ ...panel, chart })} />
    case 'text':
      return (
        <>
          <label className="field">
            <span className="field-words">{t('text')}</span>
            <textarea className="input" rows={3} maxLength={400} value={panel.text} onChange={(event) => setPanel({ ...panel, text: event.target.value })} />
          </label>
          <Choice label={t('size')} value={panel.size} options={(['s', 'm', 'l'] as const).map((value) => ({ value, words: t(`size.${value}`) }))} onChange={(size) => setPanel({ ...panel, size })} />
        </>
      )
    case 'cameras':
      return <CameraOptions panel={panel} />
    case 'web':
      return <WebOptions panel={panel} />
    default:
      return null
  }
}

const SOURCES = ['page', 'chosen', 'group', 'near-case'] as const satisfies readonly CameraSource['by'][]

function CameraOptions({ panel }: { readonly panel: CamerasNode }) {
  const t = useT(wallPageLocale)
  const view = useView({ view: 'cameras' }).view
  const groups = [...new Set((view?.order ?? []).flatMap((id) => view?.rows[id]?.group ?? []))].filter(Boolean)
  const { source } = panel
  const from = (by: CameraSource['by']): CameraSource => (by === 'chosen' ? { by, ids: [] } : by === 'group' ? { by, group: groups[0] ?? '' } : { by })
  return (
    <>
      <div className="wall-pair">
        <NumberField label={t('columns')} value={panel.columns} min={1} max={6} onChange={(columns) => setPanel({ ...panel, columns })} />
        <NumberField label={t('rows')} value={panel.rows} min={1} max={6} onChange={(rows) => setPanel({ ...panel, rows })} />
      </div>
      <Choice label={t('source')} value={source.by} options={SOURCES.map((value) => ({ value, words: t(`source.${value}`) }))} onChange={(by) => setPanel({ ...panel, source: from(by) })} />
      {source.by === 'group' && <Choice label={t('group')} value={source.group} options={groups.map((value) => ({ value, words: value }))} onChange={(group) => setPanel({ ...panel, source: { by: 'group', group } })} />}
      <CameraPick chosen={source.by === 'chosen' ? source.ids : []} onChange={(ids) => setPanel({ ...panel, source: { by: 'chosen', ids: [...ids] } })} />
    </>
  )
}

function WebOptions({ panel }: { readonly panel: WebNode }) {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const pages = useView({ view: 'catalog' }).view?.head.webPages ?? []
  if (pages.length === 0) return <p className="field-words">{t('web.none')}</p>
  const options = pages.map(({ id, name, nameEn }) => ({ value: id, words: format.name(name, nameEn ?? name) }))
  return (
    <>
      <Choice label={t('web.page')} value={panel.page} options={panel.page === '' ? [{ value: '', words: '–' }, ...options] : options} onChange={(page) => setPanel({ ...panel, page })} />
      <div className="wall-pair">
        <NumberField label={t('web.every')} value={panel.every} min={0} max={1_440} onChange={(every) => setPanel({ ...panel, every })} />
        <NumberField label={t('web.zoom')} value={panel.zoom} min={25} max={400} onChange={(zoom) => setPanel({ ...panel, zoom })} />
      </div>
    </>
  )
}

/** Tabs around the panel, if there are any: which one, its name, how often they turn. */
function TabOptions() {
  const t = useT(wallPageLocale)
  const { scene, display, path } = useDraft((state) => state)
  const { root } = surfaceOf(scene, display)
  const up = path.slice(0, -1)
  const at = path.at(-1) ?? 0
  const parent = nodeAt(root, up)
  if (path.length === 0 || !parent || !('tabs' in parent)) return null
  const set = (next: Partial<TabsNode>): void => setNode(up, { ...parent, ...next })
  return (
    <>
      <div className="wall-tabs" role="group" aria-label={t('tab')}>
        {parent.tabs.map((tab, i) => (
          <button
            key={i}
            type="button"
            className="button button-plain"
            aria-pressed={i === at}
            onClick={() => {
              set({ shown: i })
              choosePanel(display, [...up, i])
            }}
          >
            {tab.title || i + 1}
          </button>
        ))}
      </div>
      <label className="field">
        <span className="field-words">{t('tab.title')}</span>
        <input className="input" maxLength={20} value={parent.tabs[at]?.title ?? ''} onChange={(event) => set({ tabs: parent.tabs.map((tab, i) => (i === at ? { ...tab, title: event.target.value } : tab)) })} />
      </label>
      <NumberField label={t('tab.every')} value={parent.every ?? 0} min={0} max={3_600} onChange={(n) => set({ every: n === 0 ? null : Math.max(5, n) })} />
    </>
  )
}

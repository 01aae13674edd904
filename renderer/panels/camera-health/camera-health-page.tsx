import { useEffect, useMemo, useState } from 'react'
import type { MediaHealth } from '../../../electron/contract/media.ts'
import { useView } from '../../client/hooks.ts'
import { media } from '../../client/media-link.ts'
import { closePage, togglePage } from '../../client/page.ts'
import { selectCamera } from '../../client/selection.ts'
import { defineLocale, useFormat, useT } from '../../ui/i18n.tsx'
import { Page, PageKey, PageMessage, usePageKeys, walkFocus } from '../../ui/page.tsx'
import { en, zh } from '../cameras/locale.ts'
import { reasonText } from '../cameras/tile-text.ts'
import { locale } from './health-locale.ts'
import { type HealthRow, healthRows } from './health-rows.ts'
import './camera-health.css'

const words = defineLocale({ zh, en })
const ROW = '.camera-health-row'
const COLUMNS = ['name', 'group', 'state', 'source', 'coding', 'size', 'fps', 'kbps', 'lost', 'reconnects', 'drift', 'pace', 'kept'] as const

const walk = (by: number) => (): void => walkFocus(ROW, by)

/** Every camera: whether it is open, what it sends, what was lost, how the machine keeps up. */
export function CameraHealthPage() {
  const t = useT(locale)
  const format = useFormat()
  const { view, state } = useView({ view: 'cameras' })
  const [health, setHealth] = useState<MediaHealth | null>(null)
  useEffect(() => media.onHealth(setHealth), [])
  const cameras = useMemo(() => (view?.order ?? []).flatMap((id) => view?.rows[id] ?? []).map(({ id, name, nameEn, group }) => ({ id, name: format.name(name, nameEn), group })), [view, format])
  const rows = useMemo(() => healthRows(cameras, health?.cameras ?? []), [cameras, health])
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1) })
  const mega = (value: number, unit: number) => format.number(Math.round(value / unit))
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <span className="camera-health-summary">
          {health ? t('summary', { open: health.open, most: health.most, used: mega(health.used, 1e6), limit: mega(health.limit, 1e6), reduced: health.reduced, kept: mega(health.keptBytes, 2 ** 20), keptLimit: mega(health.keptLimit, 2 ** 20) }) : t('waiting')}
        </span>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('walk')}</PageKey>
          <PageKey keys={['Enter']}>{t('open')}</PageKey>
        </>
      }
    >
      {rows.length === 0 ? (
        <PageMessage title={t('none')} hint={t('none.hint')} />
      ) : (
        <div className="camera-health">
          <table>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">{t(column)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Line key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  )
}

function open(id: string): void {
  selectCamera(id)
  togglePage('camera')
}

function Line({ row: { id, name, group, state, health } }: { readonly row: HealthRow }) {
  const t = useT(locale)
  const c = useT(words)
  const format = useFormat()
  const reason = health && state !== 'live' ? reasonText({ detail: health.detail, codec: health.codec ?? health.coding }, c) : ''
  const shown = health && health.width > 0 ? health : null
  return (
    <tr className="camera-health-row" tabIndex={-1} data-state={state} onClick={() => open(id)} onKeyDown={(event) => event.key === 'Enter' && open(id)}>
      <td>{name}</td>
      <td>{group}</td>
      <td className="camera-health-state">{`${t(`state.${state}`)}${reason === '' ? '' : ` · ${reason}`}`}</td>
      <td>{health ? `${health.transport.toUpperCase()} · ${t(`stream.${health.stream}`)}` : ''}</td>
      <td>{shown ? `${codecName(shown.coding)}${shown.decoded === 'media' ? ` · ${t('decoded.media')}` : ''}` : ''}</td>
      <td>{shown ? `${shown.width}×${shown.height}` : ''}</td>
      <td>{health ? format.number(health.fps, 1) : ''}</td>
      <td>{health ? format.number(health.kbps) : ''}</td>
      <td data-warn={health !== null && health.lost > 0}>{health ? health.lost : ''}</td>
      <td>{health ? Math.max(0, health.connections - 1) : ''}</td>
      <td>{health ? format.number(health.driftMs) : ''}</td>
      <td data-warn={health !== null && health.pace !== 'full'}>{health ? t(`pace.${health.pace}`) : ''}</td>
      <td>{health ? format.number(Math.round(health.kept / 1_000)) : ''}</td>
    </tr>
  )
}

/** `avc1.64001e` and FFmpeg's `hevc` by the names that people use. */
const codecName = (coding: string): string => (coding.startsWith('avc1') ? 'H.264' : coding === 'hevc' ? 'H.265' : coding.toUpperCase())

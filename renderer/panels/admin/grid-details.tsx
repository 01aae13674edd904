import type { GridRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { CallHere } from '../call-place/call-here.tsx'
import { gridLocale } from './grid-locale.ts'

const WIDTH = 640
const HEIGHT = 420
/** How much of the surroundings is shown, as a share of the grid's own size. */
const AROUND = 0.45
const METRES_PER_DEGREE = 111_195

/** A grid: what it lies in, how large it is, and its boundary among its neighbours. */
export function GridDetails({ row, onMap }: { readonly row: GridRow; readonly onMap: () => void }) {
  const t = useT(gridLocale)
  const format = useFormat()
  return (
    <article className="code">
      <p className="code-class">{[row.district, row.street, row.community].filter(Boolean).join(' · ')}</p>
      <h3 className="code-name">
        {row.name} <span>{row.code}</span>
      </h3>
      <dl className="code-facts">
        <dt>{t('area')}</dt>
        <dd>{t('hectares', { n: format.number(Math.round(hectares(row.ring) * 10) / 10) })}</dd>
        <dt>{t('corners')}</dt>
        <dd>{row.ring.length - 1}</dd>
      </dl>
      <GridShape row={row} label={t('shape', { name: row.name })} />
      <div className="calendar-act">
        <Button shortcut="m" onClick={onMap}>{t('map')}</Button>
        <CallHere at={row.centre} />
      </div>
    </article>
  )
}

type Box = [number, number, number, number]

function boxAround(ring: GridRow['ring']): Box {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  const [dx, dy] = [(east - west) * AROUND, (north - south) * AROUND]
  return [Math.max(-180, west - dx), Math.max(-90, south - dy), Math.min(180, east + dx), Math.min(90, north + dy)]
}

function GridShape({ row, label }: { readonly row: GridRow; readonly label: string }) {
  const box = boxAround(row.ring)
  const { view } = useView({ view: 'grids', text: '', bbox: box, limit: 200 })
  const squeeze = Math.cos((row.centre[1] * Math.PI) / 180)
  const scale = Math.min(WIDTH / ((box[2] - box[0]) * squeeze), HEIGHT / (box[3] - box[1]))
  const at = ([lng, lat]: readonly [number, number]): readonly [number, number] => [WIDTH / 2 + (lng - (box[0] + box[2]) / 2) * squeeze * scale, HEIGHT / 2 - (lat - (box[1] + box[3]) / 2) * scale]
  const path = (ring: GridRow['ring']): string => `M${ring.map((corner) => at(corner).map((n) => n.toFixed(1)).join(' ')).join('L')}Z`
  const others = (view?.order ?? []).flatMap((code) => (code === row.code ? [] : (view?.rows[code] ?? [])))
  return (
    <svg className="grid-shape" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {others.map((other) => (
        <path key={other.code} d={path(other.ring)} />
      ))}
      <path data-own d={path(row.ring)} />
      {[...others, row].map((each) => {
        const [x, y] = at(each.centre)
        return x < 0 || x > WIDTH || y < 0 || y > HEIGHT ? null : <text key={each.code} x={x} y={y}>{each.code.slice(9)}</text>
      })}
    </svg>
  )
}

/** Shoelace over metres; good to a few parts in a thousand at a grid's size. */
function hectares(ring: GridRow['ring']): number {
  const squeeze = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180)
  const twice = ring.slice(1).reduce((sum, [lng, lat], i) => {
    const [lng0, lat0] = ring[i] ?? [lng, lat]
    return sum + (lng0 * lat - lng * lat0)
  }, 0)
  return (Math.abs(twice) / 2) * squeeze * METRES_PER_DEGREE ** 2 / 10_000
}

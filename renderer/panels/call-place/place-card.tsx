import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Position } from '../../../electron/contract/case-terms.ts'
import type { UnitRow } from '../../../electron/contract/views.ts'
import { useView } from '../../client/hooks.ts'
import { leavePlace, mapPlace, type ChosenPlace } from '../../client/map-place.ts'
import { usePage } from '../../client/page.ts'
import { useSelectedCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { locale as directoryWords } from '../directory/locale.ts'
import { CallEntry } from './call-entry.tsx'
import { CallHere } from './call-here.tsx'
import { locale } from './locale.ts'
import { metresBetween, nearestUnit } from './nearest-unit.ts'
import { useAnswering, useDirectory } from './use-answering.ts'
import './call-place.css'

/** Who can be called for the place that was chosen on the map: who answers for its grid, and the field unit, each by one key. */
export function PlaceCard({ units }: { readonly units: readonly UnitRow[] }) {
  const chosen = useStore(mapPlace, (place) => place.chosen)
  return chosen ? <Card chosen={chosen} units={units} /> : null
}

function Card({ chosen, units }: { readonly chosen: ChosenPlace; readonly units: readonly UnitRow[] }) {
  const t = useT(locale)
  const d = useT(directoryWords)
  const format = useFormat()
  const unit = chosen.what === 'unit' ? (units.find(({ id }) => id === chosen.id) ?? null) : null
  const at = unit?.at ?? chosen.at
  const { place, grid } = useAnswering(at)
  const caseId = useSelectedCase()
  const number = useView({ view: 'case', caseId: caseId ?? '-' }).view?.head.row?.number
  const offered = usePage() === null
  return (
    <section className="call-place" aria-label={t('label')}>
      <div className="call-place-head">
        <b>{format.name(chosen.name, chosen.nameEn) || place || t('point')}</b>
        <span>{grid ? t('grid', { code: grid }) : grid === null ? t('grid.none') : ''}</span>
        <Button tone="quiet" shortcut="Escape" onClick={leavePlace}>{t('close')}</Button>
      </div>
      <div className="call-place-calls">
        {grid !== null && <CallHere at={at} offered={offered} />}
        <CallUnit chosen={chosen} units={units} at={at} offered={offered} />
      </div>
      <p className="call-place-case">{number === undefined ? d('no-case') : d('for-case', { number })}</p>
    </section>
  )
}

/** The unit that was chosen, by its own telephone or its department's; else the nearest that has one. */
function CallUnit({ chosen, units, at: [lng, lat], offered }: { readonly chosen: ChosenPlace; readonly units: readonly UnitRow[]; readonly at: Position; readonly offered: boolean }) {
  const t = useT(locale)
  const format = useFormat()
  const rows = useDirectory()
  const own = useMemo(() => new Map(rows.flatMap((row) => (row.unit === '' ? [] : [[row.unit, row]]))), [rows])
  const nearest = useMemo(() => nearestUnit(units.filter(({ id }) => own.has(id)), [lng, lat]), [units, own, lng, lat])
  if (chosen.what === 'unit') {
    const row = own.get(chosen.id) ?? rows.find(({ kind, department }) => kind === 'department' && department === chosen.department)
    return row ? <CallEntry row={row} action="call.unit" offered={offered} /> : <span className="call-place-nobody">{t('unit.none', { id: chosen.id })}</span>
  }
  const row = nearest && own.get(nearest.id)
  return row ? (
    <CallEntry row={row} action="call.unit" offered={offered}>
      <span className="call-place-away">{t('nearest', { metres: format.number(Math.round(metresBetween(nearest.at, [lng, lat]) / 10) * 10) })}</span>
    </CallEntry>
  ) : null
}

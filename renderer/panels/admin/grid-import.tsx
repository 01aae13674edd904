import { useCallback, useState } from 'react'
import type { GridsPreview } from '../../../electron/contract/sheet.ts'
import { core } from '../../client/core.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { Segments } from '../../ui/segments.tsx'
import { CRS } from '../imports/import-sheet.tsx'
import { locale as importLocale } from '../imports/locale.ts'
import { editLocale } from './code-edit-locale.ts'
import { gridLocale } from './grid-locale.ts'
import { VersionImport, type SheetSource, type VersionWanted } from './version-import.tsx'

type FieldKey = Extract<keyof typeof gridLocale.zh, `field.${string}`>
const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(gridLocale.zh, key)

/** Unit grids from a file: a table with boundaries, or a GeoJSON. */
export function GridImport({ onDone }: { readonly onDone: () => void }) {
  const t = useT(gridLocale)
  const e = useT(editLocale)
  const i = useT(importLocale)
  const format = useFormat()
  const [crs, setCrs] = useState<(typeof CRS)[number]>('WGS-84')
  const look = useCallback((source: SheetSource) => core.query({ type: 'grids-preview', ...source, crs }), [crs])
  const take = (source: SheetSource, wanted: VersionWanted) => core.command({ type: 'grids.import', ...source, crs, ...wanted })
  const nameOf = (name: string): string => {
    const key = `field.${name}`
    return isFieldKey(key) ? t(key) : name
  }
  const changes = ({ base, changes: { added, changed, removed } }: GridsPreview): string | undefined =>
    added + changed + removed === 0 ? undefined : t('import.diff', { base, added: format.number(added), changed: format.number(changed), removed: format.number(removed) })
  const diff = ({ diff: shown, changes: { added, changed, removed } }: GridsPreview) => (
    <table className="sheet-table">
      <tbody>
        {shown.map(({ code, name, how, fields }) => (
          <tr key={code}>
            <th scope="row">{e(`how.${how}`)}</th>
            <td>{t(`level.${code.length === 6 ? 'district' : code.length === 9 ? 'street' : code.length === 12 ? 'community' : 'grid'}`)}</td>
            <td className="codes-code">{code}</td>
            <td>{name}</td>
            <td>{fields.map((field) => t(`part.${field}`)).join(' · ')}</td>
          </tr>
        ))}
        {added + changed + removed > shown.length && (
          <tr>
            <td colSpan={5}>{t('import.more', { n: format.number(added + changed + removed - shown.length) })}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
  return (
    <VersionImport
      hint={t('import.hint')} accept=".csv,.txt,.xlsx,.geojson,.json" look={look} take={take} nameOf={nameOf} changes={changes} counts={({ counts }) => (counts ? t('counts', counts) : undefined)} diff={diff}
      choices={<Segments label={i('crs')} value={crs} choices={CRS.map((value) => ({ value, words: value }))} onChange={setCrs} />} onDone={onDone}
    />
  )
}

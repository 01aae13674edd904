import type { CamerasPreview } from '../../../electron/contract/camera-registry.ts'
import { core } from '../../client/core.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { VersionImport, type SheetSource, type VersionWanted } from '../admin/version-import.tsx'
import { locale } from './locale.ts'

type FieldKey = Extract<keyof typeof locale.zh, `field.${string}`>
const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(locale.zh, key)

const look = (source: SheetSource) => core.query({ type: 'cameras-preview', ...source })
const take = (source: SheetSource, { base, note }: VersionWanted) => core.command({ type: 'cameras.import', ...source, base, note })

/** Cameras from a file: those that it names are added or changed, the others stay. */
export function CameraImport({ onDone }: { readonly onDone: () => void }) {
  const t = useT(locale)
  const format = useFormat()
  const nameOf = (name: string): string => {
    const key = `field.${name}`
    return isFieldKey(key) ? t(key) : name
  }
  const words = ({ changes: { added, changed } }: CamerasPreview): string | undefined =>
    added + changed === 0 ? undefined : t('import.diff', { added: format.number(added), changed: format.number(changed) })
  const diff = ({ diff: shown, changes: { added, changed } }: CamerasPreview) => (
    <table className="sheet-table">
      <tbody>
        {shown.map(({ id, name, how, fields }) => (
          <tr key={id}>
            <th scope="row">{t(`how.${how}`)}</th>
            <td>{name}</td>
            <td className="codes-code">{id}</td>
            <td>{fields.map(nameOf).join(' · ')}</td>
          </tr>
        ))}
        {added + changed > shown.length && (
          <tr>
            <td colSpan={4}>{t('more', { n: format.number(added + changed - shown.length) })}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
  return <VersionImport hint={t('import.hint')} look={look} take={take} nameOf={nameOf} changes={words} counts={() => undefined} diff={diff} unnamed={{ go: t('import.go'), same: t('import.same') }} onDone={onDone} />
}

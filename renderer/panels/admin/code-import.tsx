import type { CodesPreview } from '../../../electron/contract/sheet.ts'
import { core } from '../../client/core.ts'
import { useT } from '../../ui/i18n.tsx'
import { CodeDiffList } from './code-diff-list.tsx'
import { editLocale } from './code-edit-locale.ts'
import { VersionImport, type SheetSource, type VersionWanted } from './version-import.tsx'

type FieldKey = Extract<keyof typeof editLocale.zh, `field.${string}`>
const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(editLocale.zh, key)

const look = (source: SheetSource) => core.query({ type: 'codes-preview', ...source })
const take = (source: SheetSource, wanted: VersionWanted) => core.command({ type: 'codes.import', ...source, ...wanted })

const diffList = ({ diff }: CodesPreview) => <CodeDiffList diff={diff} />

/** A code table from a file. */
export function CodeImport({ onDone }: { readonly onDone: () => void }) {
  const t = useT(editLocale)
  const changes = ({ base, diff }: CodesPreview): string | undefined => {
    const count = (how: CodesPreview['diff'][number]['how']): number => diff.filter((d) => d.how === how).length
    return diff.length === 0 ? undefined : t('import.diff', { base, added: count('added'), changed: count('changed'), removed: count('removed') })
  }
  const nameOf = (name: string): string => {
    const key = `field.${name}`
    return isFieldKey(key) ? t(key) : name
  }
  return (
    <VersionImport
      hint={t('import.hint')} look={look} take={take} nameOf={nameOf} changes={changes} counts={({ counts }) => (counts ? t('import.counts', counts) : undefined)} diff={diffList} onDone={onDone}
    />
  )
}

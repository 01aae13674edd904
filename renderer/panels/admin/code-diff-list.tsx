import type { CodesPreview } from '../../../electron/contract/sheet.ts'
import { useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { limitWords } from '../../ui/limit-words.ts'
import { editLocale } from './code-edit-locale.ts'

type Diff = CodesPreview['diff'][number]

/** A limit as the difference writes it: `4 hours`. */
function limitOf(text: string): { readonly kind: 'urgent' | 'hours' | 'days'; readonly amount: number } | undefined {
  const [amount, kind] = text.split(' ')
  return kind === 'urgent' || kind === 'hours' || kind === 'days' ? { kind, amount: Number(amount) } : undefined
}

/** What another code table adds, changes and removes, sub-class by sub-class. */
export function CodeDiffList({ diff }: { readonly diff: readonly Diff[] }) {
  const t = useT(editLocale)
  const c = useT(common)
  const limit = (text: string): string => {
    const found = limitOf(text)
    return found ? limitWords(found, c) : text
  }
  return (
    <table className="sheet-table">
      <tbody>
        {diff.map((each) => (
          <tr key={`${each.kind} ${each.code}`}>
            <th scope="row">{t(`how.${each.how}`)}</th>
            <td>{`${c(`kind.${each.kind}`)} ${each.code}`}</td>
            <td>{each.name}</td>
            <td>
              {each.fields.map((field) => t(`part.${field}`)).join(' · ')}
              {each.how === 'changed' &&
                each.conditions.map((condition) => (
                  <div key={condition.code}>
                    {condition.code} {condition.how === 'changed' ? condition.fields.map((field) => (field === 'limit' ? `${t('part.limit')} ${limit(condition.before)} → ${limit(condition.after)}` : t(`part.${field}`))).join(' · ') : t(`how.${condition.how}`)}
                  </div>
                ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

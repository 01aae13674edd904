import { useFormat, useT } from '../../ui/i18n.tsx'
import { limitWords } from '../../ui/limit-words.ts'
import { common } from '../../ui/locales/common.ts'
import { useDepartmentNames } from '../notices/notices.tsx'
import type { CodeRow } from './code-list.ts'
import { locale } from './locale.ts'

/** A sub-class: who usually answers, what people call it, when it is filed and closed and how long it may take. */
export function CodeDetails({ row: { kind, of, subClass } }: { readonly row: CodeRow }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const names = useDepartmentNames()
  return (
    <article className="code">
      <p className="code-class">{`${c(`kind.${kind}`)} ${of.code} ${format.name(of.name, of.nameEn)}`}</p>
      <h3 className="code-name">
        {format.name(subClass.name, subClass.nameEn)} <span>{subClass.code}</span>
      </h3>
      <dl className="code-facts">
        <dt>{t('department')}</dt>
        <dd>{names.get(subClass.department) ?? subClass.department}</dd>
        {subClass.words.length > 0 && (
          <>
            <dt>{t('words')}</dt>
            <dd>{subClass.words.join(' · ')}</dd>
          </>
        )}
      </dl>
      <h4 className="code-title">{t('conditions')}</h4>
      <table className="code-conditions">
        <thead>
          <tr>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('condition')}</th>
            <th scope="col">{t('limit')}</th>
            <th scope="col">{t('closing')}</th>
          </tr>
        </thead>
        <tbody>
          {subClass.conditions.map((condition) => (
            <tr key={condition.code}>
              <td className="codes-code">{condition.code}</td>
              <td>{condition.text}</td>
              <td className="code-limit">{limitWords(condition.limit, c)}</td>
              <td>{condition.closing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

import { CaseSource, Satisfaction, SuperviseKind } from '../../../electron/contract/case-terms.ts'
import type { TimelineRow } from '../../../electron/contract/views.ts'
import type { Translate } from '../../ui/i18n.tsx'
import type { common } from '../../ui/locales/common.ts'

/** What an entry is about, in words: a source, departments, an answer. `names` give departments by id and name. */
export function detailWords({ type, detail }: Pick<TimelineRow, 'type' | 'detail'>, names: ReadonlyMap<string, string>, c: Translate<Extract<keyof typeof common.zh, string>>): string {
  switch (type) {
    case 'case.reported': {
      const source = CaseSource.safeParse(detail)
      return source.success ? c(`source.${source.data}`) : detail
    }
    case 'case.followed-up': {
      const satisfaction = Satisfaction.safeParse(detail)
      return satisfaction.success ? c(`satisfaction.${satisfaction.data}`) : detail
    }
    case 'case.supervised': {
      const kind = SuperviseKind.safeParse(detail)
      return kind.success ? c(`supervise.${kind.data}`) : detail
    }
    case 'case.verified':
      return detail === 'real' || detail === 'not-real' ? c(`verified.${detail}`) : detail
    case 'case.checked':
      return detail === 'passed' || detail === 'failed' ? c(`checked.${detail}`) : detail
    case 'case.merged':
    case 'case.absorbed':
    case 'case.released':
      return ''
    default:
      return detail
        .split('、')
        .map((name) => names.get(name) ?? name)
        .join('、')
  }
}

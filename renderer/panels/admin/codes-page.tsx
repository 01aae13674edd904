import { useMemo, useRef, useState } from 'react'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import '../../ui/field.css'
import { codeKey, codeRows, findCodes, type CodeRow } from './code-list.ts'
import { CodeDetails } from './code-details.tsx'
import { locale } from './locale.ts'
import './codes-page.css'

/** 分类代码表 for the administrator: classes, sub-classes, filing conditions with their limits. Read only. */
export function CodesPage() {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  const { state, view } = useView({ view: 'catalog' })
  const codes = view?.head.codes
  const rows = useMemo(() => (codes ? codeRows(codes) : []), [codes])
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const found = useMemo(() => findCodes(rows, typed), [rows, typed])
  const at = Math.max(0, found.findIndex((row) => codeKey(row) === wanted))
  const chosen = found[at]
  const walk = (step: number) => (): void => {
    const to = found[Math.min(found.length - 1, Math.max(0, at + step))]
    if (!to) return
    setWanted(codeKey(to))
    document.getElementById(codeKey(to))?.scrollIntoView({ block: 'nearest' })
  }
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), i: () => field.current?.select() })
  const classes = new Set(rows.map(({ kind, of }) => `${kind} ${of.code}`)).size
  const conditions = rows.reduce((sum, { subClass }) => sum + subClass.conditions.length, 0)
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        <>
          <input
            ref={field}
            className="input codes-search"
            value={typed}
            maxLength={60}
            placeholder={t('search')}
            aria-label={t('search')}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
              if (step === 0 || event.nativeEvent.isComposing) return
              event.preventDefault()
              walk(step)()
            }}
          />
          {codes && (
            <span className="codes-counts">
              {typed.trim() === '' ? t('counts', { classes, subClasses: format.number(rows.length), conditions: format.number(conditions) }) : t('found', { n: format.number(found.length) })}
              {' · '}
              {t('version', { version: codes.version })}
            </span>
          )}
        </>
      }
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['i']}>{t('key.search')}</PageKey>
          <span>{t('read-only')}</span>
        </>
      }
    >
      {!codes ? (
        <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
      ) : chosen ? (
        <>
          <CodeList rows={found} chosen={chosen} onChoose={(row) => setWanted(codeKey(row))} />
          <CodeDetails row={chosen} />
        </>
      ) : (
        <PageMessage title={t('none.title', { text: typed.trim() })} hint={t('none.hint')} />
      )}
    </Page>
  )
}

function CodeList({ rows, chosen, onChoose }: { readonly rows: readonly CodeRow[]; readonly chosen: CodeRow; readonly onChoose: (row: CodeRow) => void }) {
  const t = useT(locale)
  const c = useT(common)
  const format = useFormat()
  return (
    <div className="codes-list" role="listbox" aria-label={t('title')}>
      {rows.map((row, index) => {
        const { kind, of, subClass } = row
        const before = rows[index - 1]
        return (
          <div key={codeKey(row)} role="presentation">
            {(before?.of !== of || before.kind !== kind) && (
              <h3 className="codes-class">
                {`${c(`kind.${kind}`)} ${of.code} ${format.name(of.name, of.nameEn)}`}
              </h3>
            )}
            <div id={codeKey(row)} role="option" aria-selected={row === chosen} className="codes-row" onMouseDown={() => onChoose(row)}>
              <span className="codes-code">{subClass.code}</span>
              <span className="codes-name">{format.name(subClass.name, subClass.nameEn)}</span>
              <span className="codes-many">{subClass.conditions.length}</span>
            </div>
          </div>
        )
      })}
    </div>
  )
}

import { useRef } from 'react'
import { closePage } from '../../client/page.ts'
import { useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { errorText } from '../notices/error-text.ts'
import { chooseFile, FileDrop } from './file-drop.tsx'
import { ImportSheet } from './import-sheet.tsx'
import { locale } from './locale.ts'
import { useSheet } from './use-sheet.ts'
import './imports.css'

const NEEDED = ['kind', 'subClass', 'description', 'lng', 'lat'] as const

/** 导入案件: a file of reports, looked at, tried and taken in. */
export function ImportPage() {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const { sheet, send, drop } = useSheet()
  const field = useRef<HTMLInputElement>(null)
  usePageKeys({ o: () => chooseFile(field) })
  const needed = NEEDED.map((name) => t(`field.${name}`)).join(lang === 'en' ? ', ' : '、')
  return (
    <Page
      title={t('title')}
      onClose={closePage}
      controls={sheet && <span className="sheet-name">{sheet.name}</span>}
      foot={
        <>
          <PageKey keys={['o']}>{t('key.choose')}</PageKey>
          <PageKey keys={['d']}>{t('key.dry')}</PageKey>
          <PageKey keys={['Enter']}>{t('key.import')}</PageKey>
        </>
      }
    >
      {sheet?.upload ? (
        <ImportSheet key={sheet.upload} upload={sheet.upload} onAnother={drop} />
      ) : sheet && !sheet.error ? (
        <PageMessage title={t('sending', { name: sheet.name, part: Math.round(sheet.part * 100) })} />
      ) : (
        <div className="import-start">
          {sheet?.error && <p className="import-error" role="alert">{errorText(sheet.error, c, lang)}</p>}
          <FileDrop field={field} hint={t('drop.columns', { columns: needed })} onFile={send} />
        </div>
      )}
    </Page>
  )
}

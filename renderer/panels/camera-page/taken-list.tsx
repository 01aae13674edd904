import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import { locale } from './locale.ts'
import { useTaken, type Taken } from './taken-store.ts'

/** What was taken out since the window opened, newest first, with where it lies and its hash. */
export function TakenList() {
  const t = useT(locale)
  const taken = useTaken()
  return (
    <section className="camera-page-taken" aria-label={t('taken')}>
      {taken.length === 0 ? <p className="camera-page-hint">{t('taken.none')}</p> : taken.map((each) => <TakenLine key={each.key} taken={each} />)}
    </section>
  )
}

function TakenLine({ taken: { kind, camera, at, result, attached } }: { readonly taken: Taken }) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang()
  const format = useFormat()
  return (
    <div className="camera-page-line-taken" data-state={result === null ? 'writing' : result.ok ? 'done' : 'failed'}>
      <span>
        {format.seconds(at)} {t(`taken.${kind}`)} · {camera}
      </span>
      {result === null && <span>{t('taken.writing')}</span>}
      {result?.ok === false && <span className="camera-page-error">{t(`error.${result.error}`)}</span>}
      {result?.ok && (
        <>
          {result.value.files.map(({ file, pictures, sha256 }) => (
            <span key={file} className="camera-page-file" title={`${result.value.folder}/${file}\nSHA-256 ${sha256}`}>
              {file} · {t('taken.pictures', { n: pictures })} · {t('taken.hash', { hash: sha256.slice(0, 12) })}
            </span>
          ))}
          {attached === 'done' && <span>{t('taken.attached')}</span>}
          {attached !== null && attached !== 'done' && <span className="camera-page-error">{t('taken.not-attached', { why: errorText(attached, c, lang === 'en' ? 'en' : 'zh') })}</span>}
        </>
      )}
    </div>
  )
}

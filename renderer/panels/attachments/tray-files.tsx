import { useStore } from 'zustand'
import { distanceMetres, type Position } from '../../../electron/contract/case-terms.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { errorText } from '../notices/error-text.ts'
import { distanceWords, sizeWords, typeWords } from './file-words.ts'
import { locale } from './locale.ts'
import { dropFile, send, trayOf, trays, type TrayFile } from './tray.ts'

/** Files on their way: how far each has come, what its photo says of itself, what is wrong with it. */
export function TrayFiles({ trayKey, at }: { readonly trayKey: string; readonly at: Position | null }) {
  const { files } = useStore(trays, (all) => trayOf(all, trayKey))
  return (
    <ul className="tray-files">
      {files.map((file) => (
        <TrayLine key={file.id} trayKey={trayKey} file={file} at={at} />
      ))}
    </ul>
  )
}

function TrayLine({ trayKey, file, at }: { readonly trayKey: string; readonly file: TrayFile; readonly at: Position | null }) {
  const t = useT(locale)
  return (
    <li className="tray-file" data-state={file.state.is}>
      <span className="tray-picture" style={file.preview ? { backgroundImage: `url(${file.preview.url})` } : undefined}>
        {!file.preview && (file.state.is === 'there' ? typeWords(file.state.taken.mediaType) : '…')}
      </span>
      <span className="tray-words">
        <span className="tray-name" title={file.name}>
          {file.name}
        </span>
        <StateWords file={file} at={at} />
        {file.state.is === 'sending' && <progress className="tray-progress" max={1} value={file.state.part} aria-label={file.name} />}
      </span>
      {file.state.is === 'failed' && (
        <Button tone="quiet" onClick={() => send(trayKey, file.id)}>
          {t('retry')}
        </Button>
      )}
      <button type="button" className="tray-remove" aria-label={t('remove', { name: file.name })} title={t('remove', { name: file.name })} onClick={() => dropFile(trayKey, file.id)}>
        ×
      </button>
    </li>
  )
}

function StateWords({ file: { bytes, state }, at }: { readonly file: TrayFile; readonly at: Position | null }) {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang() === 'en' ? 'en' : 'zh'
  const format = useFormat()
  switch (state.is) {
    case 'sending':
      return <span className="tray-state">{`${sizeWords(bytes)} · ${t('sending.part', { part: format.percent(state.part) })}`}</span>
    case 'failed':
      return (
        <span className="tray-state tray-failed" role="alert">
          {errorText(state.error, c, lang)}
        </span>
      )
    case 'there': {
      const { at: taken, takenAt } = state.taken
      const facts = [sizeWords(bytes), t('there'), ...(takenAt === undefined ? [] : [t('there.taken', { time: format.dateTime(takenAt) })]), ...(taken && at ? [t('there.at', { distance: distanceWords(distanceMetres(taken, at), format) })] : [])]
      return <span className="tray-state">{facts.join(' · ')}</span>
    }
  }
}

import { Toast } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useConnected, useLostReason, useView } from '../../client/hooks.ts'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { common } from '../../ui/locales/common.ts'
import { useActions } from '../key-help/actions.ts'
import { shortcut } from '../key-help/bindings.ts'
import { errorText } from './error-text.ts'
import { locale } from './locale.ts'
import { dismiss, notices, notify, undoLast, undoNotice, type NoticeText } from './notice-store.ts'
import './notices.css'

const UNDO = { undo: undoLast } as const

/** Quiet notices at the foot of the map: what was done, what was refused and what to do. */
export function Notices() {
  const t = useT(locale)
  const c = useT(common)
  const shown = useStore(notices)
  const words = useNoticeWords()
  useActions(UNDO)
  return (
    <Toast.Provider label={t('label')} swipeDirection="right">
      {shown.map((notice) => (
        <Toast.Root
          key={notice.id}
          className="notice"
          data-tone={notice.text.what === 'error' ? 'warn' : 'ok'}
          duration={notice.stays}
          onOpenChange={(open) => !open && dismiss(notice.id)}
        >
          <Toast.Description className="notice-words">{words(notice.text)}</Toast.Description>
          {'undo' in notice.text && (
            <Toast.Action className="button" altText={t('undo')} onClick={() => undoNotice(notice)}>
              {t('undo')} <Kbd keys={shortcut('undo')} />
            </Toast.Action>
          )}
          <Toast.Close className="notice-close" aria-label={c('close')}>
            ×
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="notices" />
    </Toast.Provider>
  )
}

function useNoticeWords(): (text: NoticeText) => string {
  const t = useT(locale)
  const c = useT(common)
  const names = useDepartmentNames()
  const lang = useLang() === 'en' ? 'en' : 'zh'
  return (text) => {
    switch (text.what) {
      case 'error':
        return errorText(text.error, c, lang, names)
      case 'reported':
        return t('reported', { number: text.number })
      case 'stepped':
        return t('stepped', { number: text.number, step: c(`step.${text.step}`) })
      case 'merged':
        return t('merged', { number: text.number, into: text.into })
      case 'deleted':
        return t('deleted', { name: text.name })
      case 'attached':
        return t('attached', { n: text.n, number: text.number })
      case 'too-many-files':
        return t('too-many-files', { n: text.n, max: text.max })
      case 'saved':
        return t('saved', { name: text.name })
      case 'core-back':
        return t('core-back')
    }
  }
}

/** Names of departments by id and by their Chinese names, in the language of the moment. */
export function useDepartmentNames(): ReadonlyMap<string, string> {
  const { view } = useView({ view: 'catalog' })
  const format = useFormat()
  const words = (zh: string, en: string): string => format.name(zh, en)
  return new Map(
    view?.head.departments.flatMap(({ id, name, shortName, nameEn }): [string, string][] => [
      [id, words(shortName, nameEn)],
      [name, words(name, nameEn)],
      [shortName, words(shortName, nameEn)],
    ]),
  )
}

/** Core has been away this long before anybody is told, ms: a blink is no news. */
const PATIENCE = 400

/** One calm line while core is away — or, when somebody has to act, what to do — and a notice when it is back. */
export function RecoveryLine() {
  const t = useT(locale)
  const format = useFormat()
  const connected = useConnected()
  const reason = useLostReason()
  const since = useAwaySince(connected)
  if (reason && reason.code !== 'restarting') {
    return (
      <div className="recovery-line" data-tone="alarm" role="alert" title={reason.detail}>
        {t(`lost.${reason.code}`)}
      </div>
    )
  }
  if (since === null) return null
  return (
    <div className="recovery-line" role="status">
      {t('recovering', { time: format.seconds(since) })}
    </div>
  )
}

/** Since when core has been away after it was there, epoch ms; null while it is there or came back at once. */
function useAwaySince(connected: boolean): number | null {
  const was = useRef(false)
  const told = useRef(false)
  const [since, setSince] = useState<number | null>(null)
  useEffect(() => {
    if (connected) {
      if (told.current) notify({ what: 'core-back' })
      was.current = true
      told.current = false
      setSince(null)
      return
    }
    if (!was.current) return
    const began = Date.now()
    const timer = setTimeout(() => {
      told.current = true
      setSince(began)
    }, PATIENCE)
    return () => clearTimeout(timer)
  }, [connected])
  return since
}

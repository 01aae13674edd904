import type { StatusHead } from '../../../electron/contract/views.ts'
import { Popover } from '../../ui/popover.tsx'
import { fill, useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import { noticeWords } from './notice-locale.ts'

type Notices = StatusHead['notices']

const isKnown = (code: string): code is Extract<keyof typeof noticeWords.zh, string> => code in noticeWords.zh

/** What core and main found at the start that somebody should put right: how many, and each on demand. */
export function CoreNotices({ notices }: { readonly notices: Notices }) {
  const t = useT(locale)
  const format = useFormat()
  const lang = useLang()
  const words = ({ code, params }: Notices[number]): string =>
    isKnown(code) ? fill((lang === 'en' ? noticeWords.en : noticeWords.zh)[code], params) : t('notice.other', { code, params: Object.values(params).join(' ') })
  return (
    <Popover
      label={t('notices', { n: notices.length })}
      trigger={
        <button type="button" className="status-button status-notices">
          {t('notices', { n: notices.length })}
        </button>
      }
    >
      <ul className="status-notice-list">
        {notices.map((notice, index) => (
          <li key={`${notice.code} ${index}`}>
            <time>{format.time(notice.since)}</time>
            <span>{words(notice)}</span>
          </li>
        ))}
      </ul>
    </Popover>
  )
}

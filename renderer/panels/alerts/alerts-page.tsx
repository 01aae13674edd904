import type { AlertRow } from '../../../electron/contract/alert.ts'
import { lookAtAlert, useChosenAlert } from '../../client/alert-choice.ts'
import { core } from '../../client/core.ts'
import { goTo } from '../../client/map-place.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { runAction } from '../key-help/actions.ts'
import { notify } from '../notices/notice-store.ts'
import { AlarmHistory } from './alarm-history.tsx'
import { AlertDetail } from './alert-detail.tsx'
import { headlineOf, severityOf, toneOf } from './alert-words.ts'
import { locale } from './locale.ts'
import { useAlertList } from './use-alert-list.ts'
import './alerts-page.css'

/** Acknowledges an alert in the name of who sits here; where none waits for that, the alarms of the line above. */
async function acknowledge(row: AlertRow | undefined): Promise<void> {
  if (row?.standing !== 'active' || row.acknowledged !== null) return runAction('alarm.acknowledge')
  const result = await core.command({ type: 'alert.acknowledge', id: row.id })
  if (!result.ok) notify({ what: 'error', error: result.error })
}

/** Takes the map to an alert's area, and shows it. */
function showOnMap(row: AlertRow | undefined): void {
  if (!row?.box) return
  const [west, south, east, north] = row.box
  goTo([(west + east) / 2, (south + north) / 2], Math.max(9, Math.min(15, Math.log2(360 / Math.max(east - west, north - south, 0.002)) - 0.5)))
  closePage()
}

/** 预警: those in force and those before, each with all that it says; and the alarms that were raised. */
export function AlertsPage() {
  const t = useT(locale)
  const c = useT(common)
  const { state, inForce, past, more, readMore } = useAlertList()
  const chosen = useChosenAlert()
  const all = [...inForce, ...past]
  const at = Math.max(0, all.findIndex((row) => row.id === chosen))
  const row = all[at]
  const walk = (step: number) => (): void => {
    const to = all[Math.min(all.length - 1, Math.max(0, at + step))]
    if (at + step >= all.length && more) readMore()
    if (to) lookAtAlert(to.id)
  }
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), y: () => void acknowledge(row), m: () => showOnMap(row) })
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      foot={
        <>
          <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
          <PageKey keys={['y']}>{t('key.acknowledge')}</PageKey>
          <PageKey keys={['m']}>{t('key.map')}</PageKey>
        </>
      }
    >
      {state === 'loading' || state === 'error' ? (
        <PageMessage title={state === 'loading' ? c('state.loading') : t('error')} />
      ) : (
        <div className="alerts">
          <div className="alerts-list">
            <Group title={t('in-force')} none={t('in-force.none')} rows={inForce} chosen={row?.id ?? ''} />
            <Group title={t('past')} none={t('past.none')} rows={past} chosen={row?.id ?? ''} />
            {more && <Button onClick={readMore}>{t('read-more')}</Button>}
            <AlarmHistory />
          </div>
          {row ? <AlertDetail row={row} onAcknowledge={() => void acknowledge(row)} onMap={() => showOnMap(row)} /> : <PageMessage title={t('empty')} hint={t('empty.hint')} />}
        </div>
      )}
    </Page>
  )
}

function Group({ title, none, rows, chosen }: { readonly title: string; readonly none: string; readonly rows: readonly AlertRow[]; readonly chosen: string }) {
  const t = useT(locale)
  const lang = useLang()
  const format = useFormat()
  return (
    <section>
      <h3>
        {title} {format.number(rows.length)}
      </h3>
      {rows.length === 0 && <p className="alerts-none">{none}</p>}
      {rows.map((row) => (
        <button
          key={row.id}
          type="button"
          className="alerts-row"
          data-tone={row.standing === 'active' ? toneOf(severityOf(row)) : 'past'}
          aria-current={row.id === chosen}
          ref={(element) => {
            if (row.id === chosen) element?.scrollIntoView({ block: 'nearest' })
          }}
          onClick={() => lookAtAlert(row.id)}
        >
          <b>{headlineOf(row, lang)}</b>
          <span className="alerts-quiet">
            {row.standing === 'active' ? t(`severity.${severityOf(row)}`) : t(`standing.${row.standing}`)} · {format.dateTime(row.sent)}
            {row.acknowledged && ` · ${t('acknowledged.by', { name: row.acknowledged.by })}`}
          </span>
        </button>
      ))}
    </section>
  )
}

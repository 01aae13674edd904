import { useState } from 'react'
import type { AlertRow } from '../../../electron/contract/alert.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { infoIn, severityOf, toneOf, type AlertInfo } from './alert-words.ts'
import { locale } from './locale.ts'

/** Everything that an alert says, as plain text: every block in every language, one at a time. */
export function AlertDetail({ row, onAcknowledge, onMap }: { readonly row: AlertRow; readonly onAcknowledge: () => void; readonly onMap: () => void }) {
  const t = useT(locale)
  const lang = useLang()
  const format = useFormat()
  const [at, setAt] = useState<{ readonly id: string; readonly block: number } | null>(null)
  const first = Math.max(0, row.infos.findIndex((info) => info === infoIn(row, lang)))
  const block = at?.id === row.id ? at.block : first
  const info = row.infos[block]
  const severity = severityOf(row)
  return (
    <article className="alert-detail">
      <header className="alert-detail-head">
        <h3 data-tone={toneOf(severity)}>
          {row.exercise && `${t('exercise')} `}
          {info?.headline ?? info?.event ?? row.identifier}
        </h3>
        <p className="alerts-quiet">
          {t(`standing.${row.standing}`)} · {t(`severity.${severity}`)} · {t('sent', { time: format.dateTime(row.sent) })} · {row.expires === null ? t('no-end') : t('until', { time: format.dateTime(row.expires) })}
        </p>
        <p className="alert-detail-acts">
          {row.acknowledged ? (
            <span>{t('acknowledged', { name: row.acknowledged.by, time: format.dateTime(row.acknowledged.at) })}</span>
          ) : (
            row.standing === 'active' && (
              <Button tone="primary" shortcut="y" onClick={onAcknowledge}>
                {t('acknowledge')}
              </Button>
            )
          )}
          {row.box && (
            <Button shortcut="m" onClick={onMap}>
              {t('key.map')}
            </Button>
          )}
        </p>
      </header>
      {row.infos.length > 1 && (
        <div className="alert-detail-blocks" role="tablist">
          {row.infos.map((each, i) => (
            <button key={`${each.language} ${i}`} type="button" role="tab" className="alert-detail-block" aria-selected={i === block} onClick={() => setAt({ id: row.id, block: i })}>
              {each.language} · {each.event}
            </button>
          ))}
        </div>
      )}
      {info && <Block info={info} />}
      <Facts facts={[[t('sender'), [info?.senderName, row.sender].filter(Boolean).join(' · ')], [t('identifier'), row.identifier], [t('scope'), t(`scope.${row.scope}`)]]} />
    </article>
  )
}

function Block({ info }: { readonly info: AlertInfo }) {
  const t = useT(locale)
  const format = useFormat()
  const time = (at: number | undefined): string => (at === undefined ? '' : format.dateTime(at))
  return (
    <>
      {info.instruction && (
        <section className="alert-detail-part" data-part="instruction">
          <h4>{t('instruction')}</h4>
          <p className="alert-detail-text">{info.instruction}</p>
        </section>
      )}
      {info.description && (
        <section className="alert-detail-part">
          <h4>{t('description')}</h4>
          <p className="alert-detail-text">{info.description}</p>
        </section>
      )}
      <Facts
        facts={[
          [t('event'), info.event],
          [t('area'), info.areas.map((area) => area.description).join('; ')],
          [t('urgency'), t(`urgency.${info.urgency}`)],
          [t('certainty'), t(`certainty.${info.certainty}`)],
          [t('response'), info.responseTypes.map((each) => t(`response.${each}`)).join(' · ')],
          [t('onset'), time(info.onset ?? info.effective)],
          [t('expires'), time(info.expires)],
          [t('contact'), info.contact ?? ''],
          [t('web'), info.web ?? ''],
          ...info.parameters.map(({ name, value }): [string, string] => [name, value]),
        ]}
      />
    </>
  )
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="alert-detail-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value], i) => (
          <div key={`${name} ${i}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

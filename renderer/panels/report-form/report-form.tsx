import { useState } from 'react'
import { useStore } from 'zustand'
import { CaseSource } from '../../../electron/contract/case-terms.ts'
import { openDialog, setLens, useDesk } from '../../client/desk.ts'
import { useCommand } from '../../client/hooks.ts'
import { selectCase } from '../../client/selection.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceList } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useLang, useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { common } from '../../ui/locales/common.ts'
import { ReportFiles } from '../attachments/report-files.tsx'
import { addFiles } from '../attachments/tray.ts'
import { notify } from '../notices/notice-store.ts'
import { PhraseField } from '../phrases/phrase-field.tsx'
import { putCallTo } from './caller-on-line.ts'
import { CallerHistory } from './caller-history.tsx'
import { ClassField } from './class-field.tsx'
import { change, clearDraft, draftStore, missingIn, reportOf } from './draft.ts'
import { locale } from './locale.ts'
import { PlaceField } from './place-field.tsx'
import { placeKnown, PositionField, takePosition } from './position-field.tsx'
import './report-form.css'
import '../../ui/field.css'

/** 上报: writes down what a caller says. What was typed stays when the form is closed. */
export function ReportForm() {
  const t = useT(locale)
  const open = useDesk((state) => state.dialog === 'report')
  return (
    <Dialog title={t('title')} open={open} onClose={() => openDialog(null)}>
      <Form />
    </Dialog>
  )
}

function useSubmit(): { readonly sending: boolean; readonly submit: () => Promise<void> } {
  const command = useCommand()
  const [sending, setSending] = useState(false)
  const submit = async (): Promise<void> => {
    if (sending || missingIn(draftStore.getState()).length > 0) return
    setSending(true)
    await placeKnown()
    const report = reportOf(draftStore.getState())
    if (!report) return setSending(false)
    const result = await command(report)
    setSending(false)
    if (!result.ok) return notify({ what: 'error', error: result.error })
    if (result.value.caseId) void addFiles(result.value.caseId, result.value.caseId, 'report')
    if (result.value.caseId) putCallTo(result.value.caseId)
    notify({ what: 'reported', number: result.value.number ?? '' })
    clearDraft()
    openDialog(null)
    setLens('mine')
    if (result.value.caseId) selectCase(result.value.caseId)
  }
  return { sending, submit }
}

function Form() {
  const t = useT(locale)
  const c = useT(common)
  const lang = useLang()
  const draft = useStore(draftStore)
  const { sending, submit } = useSubmit()
  const missing = missingIn(draft)
  const focusDescription = (): void => document.getElementById('report-description')?.focus()
  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
      onKeyDown={(event) => {
        const button = event.target instanceof HTMLButtonElement && event.target.role !== 'radio'
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || button) return
        event.preventDefault()
        void submit()
      }}
    >
      <label htmlFor="report-class">{t('class')}</label>
      <ClassField
        chosen={draft.chosen}
        onChoose={(chosen) => {
          change({ chosen })
          focusDescription()
        }}
      />
      <label htmlFor="report-description">{t('description')}</label>
      <PhraseField kind="report" value={draft.description} maxLength={2000} onChange={(description) => change({ description })}>
        <textarea
          id="report-description"
          className="input"
          rows={3}
          maxLength={2000}
          placeholder={t('description.hint')}
          value={draft.description}
          onChange={(event) => change({ description: event.target.value })}
        />
      </PhraseField>
      <span className="report-label">{t('position')}</span>
      <PositionField />
      <label htmlFor="report-place">{t('place')}</label>
      <PlaceField value={draft.place} />
      <label htmlFor="report-name">{t('name')}</label>
      <div className="report-caller">
        <input id="report-name" className="input" maxLength={64} value={draft.name} autoComplete="off" onChange={(event) => change({ name: event.target.value })} />
        <label htmlFor="report-phone">{t('phone')}</label>
        <input id="report-phone" className="input" maxLength={32} inputMode="tel" value={draft.phone} autoComplete="off" onChange={(event) => change({ phone: event.target.value })} />
      </div>
      <CallerHistory phone={draft.phone} />
      <span className="report-label">{t('files')}</span>
      <ReportFiles caseId={draft.caseId} at={draft.at} onPosition={takePosition} />
      <span className="report-label">{t('source')}</span>
      <ChoiceList
        label={t('source')}
        value={draft.source}
        columns={4}
        choices={CaseSource.options.filter((source) => source !== 'api').map((source) => ({ value: source, words: c(`source.${source}`) }))}
        onChange={(value) => change({ source: CaseSource.parse(value) })}
      />
      <footer className="report-foot">
        <span className="report-missing">{missing.length > 0 && t('missing', { fields: missing.map((field) => t(field)).join(lang === 'en' ? ', ' : '、') })}</span>
        <span className="report-hint">
          <Kbd keys="Shift+Enter" /> {t('line')}
        </span>
        <Button tone="primary" type="submit" shortcut="Enter" disabled={sending || missing.length > 0}>
          {sending ? t('sending') : t('submit')}
        </Button>
      </footer>
    </form>
  )
}

import { useState } from 'react'
import type { Account } from '../../../electron/contract/desk.ts'
import { useDeskHead } from '../../client/actor.ts'
import { useView } from '../../client/hooks.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useLang, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { useDepartmentNames } from '../notices/notices.tsx'
import { AccountForm } from './account-form.tsx'
import { locale } from './accounts-locale.ts'
import './accounts-page.css'

/** 人员与账号: who may sign in here and in which posts, for the administrator. */
export function AccountsPage() {
  const t = useT(locale)
  const format = useFormat()
  const { state, view } = useView({ view: 'accounts' })
  const [chosen, setChosen] = useState<string | null>(null)
  const [editing, setEditing] = useState<Editing>(null)
  const accounts = view ? view.order.flatMap((id) => view.rows[id] ?? []) : []
  const at = Math.max(0, accounts.findIndex((account) => account.id === chosen))
  const account = accounts[at]
  const allowed = view?.head.allowed ?? false
  const walk = (step: number) => (): void => {
    const to = accounts[Math.min(accounts.length - 1, Math.max(0, at + step))]
    if (!to || editing !== null) return
    setChosen(to.id)
    document.getElementById(`account-${to.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  usePageKeys({ j: walk(1), k: walk(-1), ArrowDown: walk(1), ArrowUp: walk(-1), a: () => allowed && setEditing('new'), e: () => allowed && account && setEditing({ id: account.id }) })
  const some = accounts.length > 0
  return (
    <Page
      title={t('title')}
      state={state}
      onClose={closePage}
      controls={
        some && (
          <>
            <span className="codes-counts">{t('counts', { n: format.number(accounts.length), off: format.number(accounts.filter((each) => each.disabled).length) })}</span>
            <Button shortcut="a" onClick={() => setEditing('new')}>
              {t('new')}
            </Button>
          </>
        )
      }
      foot={
        some && (
          <>
            <PageKey keys={['j', 'k']}>{t('key.choose')}</PageKey>
            <PageKey keys={['e']}>{t('key.edit')}</PageKey>
            <PageKey keys={['a']}>{t('key.new')}</PageKey>
          </>
        )
      }
    >
      {some && <AccountList accounts={accounts} chosen={account} onChoose={(id) => editing === null && setChosen(id)} />}
      <Body state={view ? (allowed ? 'allowed' : 'denied') : state === 'error' ? 'error' : 'loading'} accounts={accounts} account={account} editing={editing} onEdit={setEditing} onChoose={setChosen} />
    </Page>
  )
}

/** `new`: a new person; an id: that person; null: nobody is being changed. */
type Editing = 'new' | { readonly id: string } | null

interface BodyProps {
  readonly state: 'allowed' | 'denied' | 'error' | 'loading'
  readonly accounts: readonly Account[]
  /** Who is chosen in the list. */
  readonly account: Account | undefined
  readonly editing: Editing
  readonly onEdit: (editing: Editing) => void
  readonly onChoose: (id: string) => void
}

function Body({ state, accounts, account, editing, onEdit, onChoose }: BodyProps) {
  const t = useT(locale)
  const c = useT(common)
  const desk = useDeskHead()
  const [saved, setSaved] = useState('')
  const first = desk?.state === 'open'
  if (state === 'denied') return <PageMessage title={t('denied.title')} hint={t('denied.hint')} />
  if (state !== 'allowed' || !desk) return <PageMessage title={state === 'error' ? t('error') : c('state.loading')} />
  const edited = editing === 'new' ? null : accounts.find((each) => each.id === editing?.id)
  if (editing !== null && edited !== undefined) {
    const done = (id: string): void => {
      onChoose(id)
      onEdit(null)
      setSaved(id)
    }
    return <AccountForm key={edited?.id ?? ''} account={edited} first={first} own={edited?.id === desk.actor?.id} onSaved={done} onCancel={() => onEdit(null)} />
  }
  if (first) {
    return (
      <PageMessage title={t('first.title')} hint={desk.lockAfter > 0 ? t('first.hint', { minutes: desk.lockAfter }) : t('first.hint.never')}>
        <Button tone="primary" shortcut="a" onClick={() => onEdit('new')}>
          {t('first.make')}
        </Button>
      </PageMessage>
    )
  }
  if (!account) return <PageMessage title={t('choose')} />
  return <AccountFacts account={account} saved={saved === account.id} onEdit={() => onEdit({ id: account.id })} />
}

function AccountList({ accounts, chosen, onChoose }: { readonly accounts: readonly Account[]; readonly chosen: Account | undefined; readonly onChoose: (id: string) => void }) {
  const t = useT(locale)
  const words = useRoleWords()
  return (
    <div className="accounts-list" role="listbox" aria-label={t('title')}>
      {accounts.map((account) => (
        <div key={account.id} id={`account-${account.id}`} role="option" aria-selected={account === chosen} className="accounts-row" data-off={account.disabled || undefined} onMouseDown={() => onChoose(account.id)}>
          <span className="accounts-name">
            {account.name}
            {account.disabled && <em>{t('off')}</em>}
          </span>
          <span className="accounts-id">{account.id}</span>
          <span className="accounts-roles">{words(account)}</span>
        </div>
      ))}
    </div>
  )
}

function AccountFacts({ account, saved, onEdit }: { readonly account: Account; readonly saved: boolean; readonly onEdit: () => void }) {
  const t = useT(locale)
  const words = useRoleWords()
  const names = useDepartmentNames()
  const { id, name, department, language, disabled } = account
  return (
    <article className="account">
      <h3>
        {name} <span>{id}</span>
      </h3>
      <dl className="code-facts">
        <dt>{t('roles')}</dt>
        <dd>{words(account)}</dd>
        {department !== null && (
          <>
            <dt>{t('department')}</dt>
            <dd>{names.get(department) ?? department}</dd>
          </>
        )}
        <dt>{t('language')}</dt>
        <dd>{language === null ? t('language.as-is') : language === 'en' ? 'English' : '中文'}</dd>
        <dt>{t('disabled')}</dt>
        <dd>{t(disabled ? 'disabled.yes' : 'disabled.no')}</dd>
      </dl>
      <Button shortcut="e" onClick={onEdit}>
        {t('key.edit')}
      </Button>
      <p className="account-saved" role="status">
        {saved && t('saved', { name })}
      </p>
    </article>
  )
}

function useRoleWords(): (account: Account) => string {
  const c = useT(common)
  const separator = useLang() === 'en' ? ', ' : '、'
  return ({ roles }) => roles.map((role) => c(`role.${role}`)).join(separator)
}

import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { SearchHit } from '../../../electron/contract/messages.ts'
import { openDialog, useDesk } from '../../client/desk.ts'
import { choosePlace, goTo } from '../../client/map-place.ts'
import { selectCamera, selectCase } from '../../client/selection.ts'
import { leaveFocusTaken } from '../../ui/dialog.tsx'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useBarActions, type BarAction } from './bar-actions.ts'
import { locale } from './locale.ts'
import { matches } from './match.ts'
import { useSearch, type Search } from './use-search.ts'
import './command-bar.css'

const KINDS = ['case', 'camera', 'place', 'department', 'road', 'grid'] as const
const MAX_HITS = 30

/** One line to find anything and do anything by name. */
export function CommandBar() {
  const open = useDesk((state) => state.dialog === 'command')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && openDialog(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Bar />
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Bar() {
  const t = useT(locale)
  const [text, setText] = useState('')
  const actions = useBarActions()
  const search = useSearch(text, MAX_HITS)
  const typed = text.trim()
  const fitting = typed === '' ? actions.filter((action) => !action.quiet) : actions.filter((action) => matches(`${action.words} ${action.also}`, typed))
  const nothing = typed !== '' && fitting.length === 0 && search.hits.length === 0
  return (
    <Dialog.Content className="command-bar" aria-describedby={undefined} onCloseAutoFocus={leaveFocusTaken}>
      <Dialog.Title className="command-bar-title">{t('title')}</Dialog.Title>
      <Command label={t('title')} shouldFilter={false} loop>
        <Command.Input className="command-bar-input" value={text} onValueChange={setText} maxLength={100} placeholder={t('placeholder')} />
        <Command.List className="command-bar-list">
          {nothing && <p className="command-bar-empty">{search.busy ? t('empty.searching') : t('empty.none', { text: typed })}</p>}
          <Hits search={search} />
          <ActionGroup actions={fitting} />
        </Command.List>
      </Command>
      <footer className="command-bar-foot">
        <span>
          <Kbd keys="ArrowUp" /> <Kbd keys="ArrowDown" /> {t('hint.choose')}
        </span>
        <span>
          <Kbd keys="Enter" /> {t('hint.run')}
        </span>
        <span>
          <Kbd keys="Escape" /> {t('hint.close')}
        </span>
      </footer>
    </Dialog.Content>
  )
}

function ActionGroup({ actions }: { readonly actions: readonly BarAction[] }) {
  const t = useT(locale)
  if (actions.length === 0) return null
  return (
    <Command.Group heading={t('group.actions')}>
      {actions.map((action) => (
        <Command.Item
          key={action.id}
          value={`action ${action.id}`}
          className="command-bar-item"
          onSelect={() => {
            openDialog(null)
            action.run()
          }}
        >
          <span className="command-bar-words">{action.words}</span>
          {action.shortcut && <Kbd keys={action.shortcut} />}
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function Hits({ search }: { readonly search: Search }) {
  const t = useT(locale)
  return KINDS.map((kind) => {
    const hits = search.hits.filter((hit) => hit.what === kind)
    if (hits.length === 0) return null
    return (
      <Command.Group key={kind} heading={t(`group.${kind}`)}>
        {hits.map((hit) => (
          <Command.Item
            key={hit.id}
            value={`${kind} ${hit.id}`}
            className="command-bar-item"
            onSelect={() => {
              openDialog(null)
              choose(hit)
            }}
          >
            <span className="command-bar-words">{hit.title}</span>
            <span className="command-bar-detail">{hit.detail}</span>
          </Command.Item>
        ))}
      </Command.Group>
    )
  })
}

function choose(hit: SearchHit): void {
  if (hit.what === 'case') selectCase(hit.id)
  if (hit.what === 'camera') selectCamera(hit.id)
  if (hit.at && (hit.what === 'grid' || hit.what === 'camera' || hit.what === 'place')) choosePlace({ what: hit.what === 'place' ? 'point' : hit.what, id: hit.id, name: hit.title, at: hit.at })
  if (hit.at) goTo(hit.at, hit.what === 'road' || hit.what === 'grid' ? 15 : 16)
}

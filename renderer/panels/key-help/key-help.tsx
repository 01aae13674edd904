import { openDialog, useDesk } from '../../client/desk.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { PHRASE_KEY } from '../phrases/phrase-key.ts'
import { BINDINGS, GROUPS } from './bindings.ts'
import { locale } from './locale.ts'
import './key-help.css'

/** All keys on one sheet, made from the table that also drives them. */
export function KeyHelp() {
  const t = useT(locale)
  const open = useDesk((state) => state.dialog === 'help')
  return (
    <Dialog title={t('title')} open={open} onClose={() => openDialog(null)} size="l">
      <div className="key-help">
        {GROUPS.map((group) => (
          <section key={group} className="key-help-group">
            <h3>{t(`group.${group}`)}</h3>
            {BINDINGS.filter((binding) => binding.group === group).map((binding) => (
              <Line key={binding.action} words={t(binding.action)} keys={binding.keys} or={t('or')} />
            ))}
            {group === 'case' && <Line words={t('confirm')} keys={['Enter']} or={t('or')} />}
            {group === 'case' && <Line words={t('phrases')} keys={[PHRASE_KEY]} or={t('or')} />}
            {group === 'case' && <Line words={t('choose')} keys={['ArrowUp', 'ArrowDown']} or={t('or')} />}
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Line({ words, keys, or }: { readonly words: string; readonly keys: readonly string[]; readonly or: string }) {
  return (
    <div className="key-help-line">
      <span>{words}</span>
      <span className="key-help-keys">
        {keys.map((key, index) => (
          <span key={key} className="key-help-key">
            {index > 0 && <span className="key-help-or">{or}</span>}
            <Kbd keys={key} />
          </span>
        ))}
      </span>
    </div>
  )
}

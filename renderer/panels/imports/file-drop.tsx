import { useRef, useState, type RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import { useT } from '../../ui/i18n.tsx'
import { locale } from './locale.ts'
import './imports.css'

/** Opens the file choice of a page. */
export const chooseFile = (field: RefObject<HTMLInputElement | null>): void => field.current?.click()

/** Where a table file is dropped or chosen. `field` lets the page's key open the choice. */
export function FileDrop({ field, hint, accept = '.csv,.txt,.xlsx', onFile }: { readonly field: RefObject<HTMLInputElement | null>; readonly hint: string; readonly accept?: string | undefined; readonly onFile: (file: File) => void }) {
  const t = useT(locale)
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  return (
    <div
      className="file-drop"
      data-over={over || undefined}
      onDragEnter={() => {
        depth.current += 1
        setOver(true)
      }}
      onDragLeave={() => {
        depth.current -= 1
        if (depth.current <= 0) setOver(false)
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        depth.current = 0
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) onFile(file)
      }}
    >
      <p className="file-drop-title">{t('drop.title')}</p>
      <Button tone="primary" shortcut="o" onClick={() => chooseFile(field)}>
        {t('drop.choose')}
      </Button>
      <p className="page-hint">{t('drop.hint')}</p>
      {hint && <p className="page-hint">{hint}</p>}
      <input
        ref={field}
        type="file"
        hidden
        accept={accept}
        aria-label={t('drop.choose')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </div>
  )
}

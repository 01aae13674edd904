import { useEffect, useState } from 'react'

const filesOf = (transfer: DataTransfer | null): File[] => (transfer ? [...transfer.files] : [])
const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Files that are dropped on the window or pasted into it while the component is mounted. Answers whether some are being
 * dragged over it. The component that was mounted last takes them, so that a dialog goes before what it lies over.
 */
export function useIncomingFiles(enabled: boolean, take: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!enabled) return
    const taker: Taker = { take, setOver }
    takers.push(taker)
    return () => {
      takers.splice(takers.indexOf(taker), 1)
      setOver(false)
    }
  }, [enabled, take])
  return over
}

interface Taker {
  readonly take: (files: File[]) => void
  readonly setOver: (over: boolean) => void
}

const takers: Taker[] = []
let depth = 0

/** Without a taker a file that is dropped is refused: the page must not be left for it. */
export function watchIncomingFiles(): () => void {
  const over = (event: DragEvent): void => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = takers.length > 0 ? 'copy' : 'none'
  }
  const enter = (event: DragEvent): void => {
    if (!carriesFiles(event)) return
    depth += 1
    takers.at(-1)?.setOver(true)
  }
  const leave = (event: DragEvent): void => {
    if (!carriesFiles(event)) return
    depth = Math.max(0, depth - 1)
    if (depth === 0) for (const taker of takers) taker.setOver(false)
  }
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    depth = 0
    for (const taker of takers) taker.setOver(false)
    const files = filesOf(event.dataTransfer)
    if (files.length > 0) takers.at(-1)?.take(files)
  }
  const paste = (event: ClipboardEvent): void => {
    const files = filesOf(event.clipboardData)
    const taker = takers.at(-1)
    if (files.length === 0 || !taker) return
    event.preventDefault()
    taker.take(files)
  }
  window.addEventListener('dragover', over)
  window.addEventListener('dragenter', enter)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  window.addEventListener('paste', paste)
  return () => {
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragenter', enter)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
    window.removeEventListener('paste', paste)
  }
}

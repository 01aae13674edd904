import { useEffect, useRef, useState } from 'react'
import { useActor } from '../client/actor.ts'
import { bridge } from '../client/bridge.ts'
import { useView } from '../client/hooks.ts'
import { OrderSheet } from '../panels/order/order-sheet.tsx'
import './order.css'

/** Pictures that have not come by then are left out, ms. */
const PICTURES_MS = 12_000
const LOOK_MS = 50

/** The page of an order: draws the sheet and tells main when it stands whole. */
export function OrderPage({ caseId, reporter }: { readonly caseId: string; readonly reporter: boolean }) {
  const actor = useActor()
  const { view, state, error } = useView({ view: 'case', caseId, ...(reporter ? { personal: true } : {}) })
  const catalog = useView({ view: 'catalog' }).view?.head
  const [now] = useState(Date.now)
  const row = view?.head.row
  const there = row !== undefined && row !== null && catalog !== undefined && actor !== undefined
  useStands(there)
  useEffect(() => {
    const why = state === 'error' ? (error?.message ?? 'core refused the case') : view && row === null ? `there is no case ${caseId}` : undefined
    if (why !== undefined) void bridge().report({ fact: 'error', message: why })
  }, [state, error, view, row, caseId])
  if (!there || !view) return null
  return <OrderSheet head={view.head} row={row} rows={view.order.flatMap((id) => view.rows[id] ?? [])} catalog={catalog} actor={actor} reporter={reporter} now={now} />
}

/** Says once that the sheet stands: its letters are there, and its pictures are drawn or will not come. */
function useStands(there: boolean): void {
  const told = useRef(false)
  useEffect(() => {
    if (!there || told.current) return
    const until = Date.now() + PICTURES_MS
    const look = setInterval(() => {
      const waiting = document.querySelector('[data-photo="loading"]') !== null
      if ((waiting && Date.now() < until) || told.current) return
      told.current = true
      clearInterval(look)
      void whole().then(() => bridge().report({ fact: 'ready' }))
    }, LOOK_MS)
    return () => clearInterval(look)
  }, [there])
}

async function whole(): Promise<void> {
  await document.fonts.ready
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
}

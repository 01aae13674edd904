import type { WindowParams } from '../../electron/contract/bridge.ts'
import { useNow } from '../client/clock.ts'
import { useWall } from '../client/wall.ts'
import { useFormat, useT } from '../ui/i18n.tsx'
import { wallLocale } from './wall-locale.ts'

/** What lies over a display's scene: who holds it, its number while the displays are told apart, and black. */
export function WallOverlay({ params: { display, plan, follows } }: { readonly params: WindowParams }) {
  const t = useT(wallLocale)
  const { head, state, since } = useWall()
  const format = useFormat()
  const black = head ? head.black.includes(display) : (plan?.black ?? false)
  const hold = head?.holds[display]
  const touring = Object.values(head?.tours ?? {}).some((tour) => tour.leftMs === null)
  return (
    <>
      {(hold || touring) && (
        <p className="wall-hold" data-locked={hold?.locked ?? false}>
          {hold ? t(hold.locked ? 'locked' : 'held', { name: hold.by.name }) : t('touring')}
        </p>
      )}
      {follows && state !== 'live' && <p className="wall-alone" role="status">{since === undefined ? t('waiting') : t('alone', { time: format.seconds(since) })}</p>}
      {black && <div className="wall-black" />}
      {head && head.identifyUntil > Date.now() && <BigNumber display={display} name={head.names[display] ?? ''} until={head.identifyUntil} />}
    </>
  )
}

function BigNumber({ display, name, until }: { readonly display: string; readonly name: string; readonly until: number }) {
  const now = useNow(500)
  if (now > until) return null
  return (
    <div className="wall-number">
      <b>{display}</b>
      {name && <span>{name}</span>}
    </div>
  )
}

import { isHeld, lit, putOn } from './wall-facts.ts'
import type { Offer, Show, WallState } from './wall-state.ts'

/** Offers that are kept; the oldest makes room. */
export const MAX_OFFERS = 12

/**
 * Takes an alarm up: it is offered, and shown on the alarm screen unless an operator holds that. A newer alarm
 * takes the place of one that stands there; nothing else on the wall moves.
 */
export function offerAlarm(wall: WallState, offer: Offer, now: number): WallState {
  const { screen, stayS, kinds, districts } = wall.attention
  const elsewhere = offer.district !== null && districts.length > 0 && !districts.includes(offer.district)
  if (elsewhere || !kinds.includes(offer.kind) || wall.offers.some((each) => each.id === offer.id)) return wall
  const offered = { ...wall, offers: [offer, ...wall.offers].slice(0, MAX_OFFERS) }
  if (screen === null || offer.cameras.length === 0 || isHeld(wall, screen)) return offered
  const show: Show = { what: 'cameras', cameras: offer.cameras, caseId: offer.caseId, offer: offer.id, until: now + stayS * 1_000 }
  return lit(putOn(offered, [screen], () => show), [screen])
}

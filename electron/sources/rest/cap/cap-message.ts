import { createHash } from 'node:crypto'
import { AlertMessage, type AlertReference } from '../../../domain/alert.ts'
import type { Position } from '../../../domain/reference.ts'
import { refuse } from '../problem.ts'
import { childrenOf, readXml, textOf, type XmlElement } from './xml-tree.ts'

/** Namespace of the Common Alerting Protocol 1.2 (OASIS, July 2010). */
export const CAP_NAMESPACE = 'urn:oasis:names:tc:emergency:cap:1.2'

/** The id that an alert has here: the same message has the same id wherever it is read. */
export const alertId = ({ sender, identifier, sent }: AlertReference): string => createHash('sha256').update(`${sender}\n${identifier}\n${sent}`).digest('hex').slice(0, 32)

/** Faults as they are found, each with the place in the message. */
class Faults {
  readonly list: { readonly where: string; readonly why: string }[] = []
  add(where: string, why: string): void {
    this.list.push({ where, why })
  }
}

/** Reads a CAP 1.2 message; refuses with every fault and its place when it does not keep to the standard. */
export function readCap(xml: string): AlertMessage {
  const root = readXml(xml, CAP_NAMESPACE)
  const faults = new Faults()
  if (root.name !== 'alert') faults.add(root.name, 'the root must be alert')
  const message = messageOf(root, faults)
  const parsed = AlertMessage.safeParse(message)
  if (!parsed.success) for (const issue of parsed.error.issues) faults.add(placeOf(issue.path), issue.message)
  const [first] = faults.list
  if (parsed.success && first === undefined) return parsed.data
  throw refuse('malformed', first ? `${first.where}: ${first.why}` : 'this is no CAP message', { where: first?.where ?? 'alert', issues: faults.list.slice(0, 20) })
}

const ELEMENTS: Readonly<Record<string, string>> = { infos: 'info', areas: 'area', polygons: 'polygon', circles: 'circle', categories: 'category', responseTypes: 'responseType', parameters: 'parameter', geocodes: 'geocode', eventCodes: 'eventCode' }

const placeOf = (path: readonly PropertyKey[]): string => path.reduce<string>((place, part) => (typeof part === 'number' ? `${place}[${part}]` : `${place}.${ELEMENTS[String(part)] ?? String(part)}`), 'alert')

function messageOf(root: XmlElement, faults: Faults): unknown {
  const msgType = textOf(root, 'msgType')
  const references = referencesOf(textOf(root, 'references') ?? '', faults)
  if ((msgType === 'Update' || msgType === 'Cancel') && references.length === 0) faults.add('alert.references', `a message of the type ${msgType} must name those that it is about`)
  for (const name of ['identifier', 'sender'] as const) if (/[\s,<&]/.test(textOf(root, name) ?? '')) faults.add(`alert.${name}`, 'must not hold spaces, commas, < or &')
  return {
    identifier: textOf(root, 'identifier'),
    sender: textOf(root, 'sender'),
    sent: instantOf(root, 'sent', 'alert', faults),
    status: textOf(root, 'status'),
    msgType,
    scope: textOf(root, 'scope'),
    ...some({ source: textOf(root, 'source'), note: textOf(root, 'note'), incidents: textOf(root, 'incidents') }),
    references,
    infos: childrenOf(root, 'info').map((info, i) => infoOf(info, `alert.info[${i}]`, faults)),
  }
}

/** Drops what is missing. */
const some = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}|Z)$/

function instantFrom(text: string): number | undefined {
  const at = TIME.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || at < 0 ? undefined : at
}

function instantOf(element: XmlElement, name: string, place: string, faults: Faults): number | undefined {
  const text = textOf(element, name)
  const at = text === undefined ? undefined : instantFrom(text)
  if (text !== undefined && at === undefined) faults.add(`${place}.${name}`, 'must be a time with its offset, such as 2026-11-25T09:00:00+08:00')
  return at
}

/** `sender,identifier,sent`, several separated by spaces. */
function referencesOf(text: string, faults: Faults): AlertReference[] {
  return text.split(/\s+/).filter(Boolean).flatMap((part, i) => {
    const [sender, identifier, sent, ...more] = part.split(',')
    const at = instantFrom(sent ?? '')
    if (sender && identifier && at !== undefined && more.length === 0) return [{ sender, identifier, sent: at }]
    faults.add(`alert.references[${i}]`, 'must be sender,identifier,sent')
    return []
  })
}

function infoOf(info: XmlElement, place: string, faults: Faults): unknown {
  return {
    language: textOf(info, 'language') ?? 'en-US',
    categories: childrenOf(info, 'category').map((c) => c.text.trim()),
    event: textOf(info, 'event'),
    responseTypes: childrenOf(info, 'responseType').map((c) => c.text.trim()),
    urgency: textOf(info, 'urgency'),
    severity: textOf(info, 'severity'),
    certainty: textOf(info, 'certainty'),
    ...some({
      effective: instantOf(info, 'effective', place, faults),
      onset: instantOf(info, 'onset', place, faults),
      expires: instantOf(info, 'expires', place, faults),
      ...Object.fromEntries(['senderName', 'headline', 'description', 'instruction', 'web', 'contact'].map((name) => [name, textOf(info, name)])),
    }),
    parameters: pairsOf(info, 'parameter'),
    eventCodes: pairsOf(info, 'eventCode'),
    areas: childrenOf(info, 'area').map((area, i) => areaOf(area, `${place}.area[${i}]`, faults)),
  }
}

const pairsOf = (element: XmlElement, name: string) => childrenOf(element, name).map((pair) => ({ name: textOf(pair, 'valueName') ?? '', value: textOf(pair, 'value') ?? '' }))

function areaOf(area: XmlElement, place: string, faults: Faults): unknown {
  const number = (name: string): number | undefined => {
    const text = textOf(area, name)
    if (text !== undefined && !Number.isFinite(Number(text))) faults.add(`${place}.${name}`, 'must be a number')
    return text === undefined ? undefined : Number(text)
  }
  return {
    description: textOf(area, 'areaDesc'),
    polygons: childrenOf(area, 'polygon').map((p, i) => polygonOf(p.text, `${place}.polygon[${i}]`, faults)),
    circles: childrenOf(area, 'circle').map((c, i) => circleOf(c.text, `${place}.circle[${i}]`, faults)),
    geocodes: pairsOf(area, 'geocode'),
    ...some({ altitude: number('altitude'), ceiling: number('ceiling') }),
  }
}

/** CAP writes latitude first. */
function pointOf(text: string): Position | undefined {
  const [lat, lng, ...more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  return lat !== undefined && lng !== undefined && more.length === 0 && Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? [lng, lat] : undefined
}

function polygonOf(text: string, place: string, faults: Faults): Position[] {
  const points = text.trim().split(/\s+/).map(pointOf)
  const ring = points.flatMap((p) => (p ? [p] : []))
  const [first] = ring
  const last = ring.at(-1)
  if (ring.length < points.length) faults.add(place, 'must be latitude,longitude pairs in degrees')
  else if (ring.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) faults.add(place, 'must have four points or more, the last like the first')
  return ring
}

function circleOf(text: string, place: string, faults: Faults): { readonly centre: Position; readonly radiusKm: number } {
  const [point = '', radius = '', ...more] = text.trim().split(/\s+/)
  const centre = pointOf(point)
  const radiusKm = radius === '' ? Number.NaN : Number(radius)
  if (!centre || !(radiusKm >= 0) || more.length > 0) faults.add(place, 'must be latitude,longitude and a radius in km')
  return { centre: centre ?? [0, 0], radiusKm: radiusKm >= 0 ? radiusKm : 0 }
}

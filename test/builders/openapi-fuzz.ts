import fc, { type Arbitrary } from 'fast-check'

/** The parts of JSON Schema that our schemas come to. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema | false
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface OperationObject {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

export interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

export interface Operation {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly object: OperationObject
}

export interface FuzzRequest {
  readonly operation: string
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}

export const operationsOf = (document: OpenApi): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, object]) => (method === 'get' || method === 'post' ? [{ name: `${method.toUpperCase()} ${path}`, method: method === 'get' ? 'GET' as const : 'POST' as const, path, object }] : [])),
  )

/** Whether a request made from the schemas alone may well be whole; alerts, tables and a case's next step need more than shapes. */
export const hasWhole = ({ name }: Operation): boolean => !/alerts\/|alerts$|commands|POST .*attachments|attachments\/|tokens|requests\/|import/.test(name)

/** Text that has broken things before. */
const NASTY = ['', ' ', '0', '-1', 'null', 'NaN', '__proto__', 'constructor', "'; DROP TABLE event; --", '"', '%', '\u0000', '\ud800', '𠮷', '垃圾', '<x>&', '../../etc/passwd', '1e309', '9'.repeat(40), 'a'.repeat(5_000), '*', '"*"', '\\', '\r\nX: y']
const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 40 }))
const junk: Arbitrary<unknown> = fc.oneof(nasty, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[]], { at: null }), fc.double({ noNaN: true }))

/** Values that are there in the city, by the name of their field or parameter. */
export type Known = Readonly<Record<string, readonly unknown[]>>

interface Source {
  readonly document: OpenApi
  readonly known: Known
}

/** A value of a schema, and now and then another. */
function valueOf(schema: Schema, source: Source, depth = 0): Arbitrary<unknown> {
  return fc.oneof({ weight: 24, arbitrary: fittingOf(schema, source, depth) }, { weight: 1, arbitrary: junk })
}

function fittingOf(schema: Schema, source: Source, depth: number): Arbitrary<unknown> {
  const { $ref, anyOf, oneOf, allOf } = schema
  if ($ref !== undefined) return valueOf(source.document.components?.schemas?.[$ref.split('/').at(-1) ?? ''] ?? {}, source, depth)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = anyOf ?? oneOf
  if (choices && choices.length > 0) return fc.constantFrom(...choices).chain((choice) => valueOf(choice, source, depth))
  if (allOf?.[0]) return valueOf(allOf[0], source, depth)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'string':
      return textOf(schema)
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -(2 ** 31)), max: Math.min(schema.maximum ?? 2e12, 2 ** 31 - 1) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return listOf(schema, source, depth)
    case 'object':
      return objectOf(schema, source, depth)
    default:
      return junk
  }
}

function textOf({ pattern, format, minLength = 0, maxLength = 60 }: Schema): Arbitrary<string> {
  if (format === 'date-time') return fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2030-01-01') }).map((d) => d.toISOString())
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 60) }), fc.integer({ min: 0, max: 2e12 }).map(String), fc.constantFrom('2026-11-25T09:00:00+08:00', '110,33,111,34', '垃圾'))
}

function listOf({ items, prefixItems, minItems = 0 }: Schema, source: Source, depth: number): Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => valueOf(item, source, depth + 1)))
  return fc.array(items === undefined || items === false ? junk : valueOf(items, source, depth + 1), { minLength: minItems, maxLength: minItems + 3 })
}

function objectOf({ properties = {}, required = [] }: Schema, source: Source, depth: number): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = namedOf(name, valueOf(schema, source, depth + 1), source)
    const there = required.includes(name) ? 40 : depth > 2 ? 1 : 3
    return fc.oneof({ weight: there, arbitrary: value.map((v): readonly [string, unknown][] => [[name, v]]) }, { weight: 1, arbitrary: fc.constant([]) })
  })
  const extra = fc.oneof({ weight: 60, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(nasty, junk).map((pair): readonly [string, unknown][] => [pair]) })
  return fc.tuple(...fields, extra).map((parts) => Object.fromEntries(parts.flat()))
}

/** Mostly what is there under this name, so that a request comes further than its shape. */
function namedOf(name: string, value: Arbitrary<unknown>, { known }: Source): Arbitrary<unknown> {
  const there = known[name]
  return there ? fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: value }) : value
}

/** A request of an operation. `known` names values of path parameters that are there. */
export function requestOf(operation: Operation, document: OpenApi, known: Known): Arbitrary<FuzzRequest> {
  const source: Source = { document, known }
  const { parameters = [] } = operation.object
  const inPath = parameters.filter((p) => p.in === 'path')
  const inQuery = parameters.filter((p) => p.in === 'query')
  const path = fc.tuple(...inPath.map((p) => pathValue(p, known).map((value): readonly [string, string] => [p.name, value])))
  const query = fc.tuple(...inQuery.map((p) => queryValue(p, source)))
  return fc.record({ path, query, headers: headersOf(), body: bodyOf(operation, source) }).map(({ path: names, query: parts, headers, body }) => {
    const filled = names.reduce((url, [name, value]) => url.replace(`{${name}}`, encode(value)), operation.path)
    const search = parts.flat().map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
    return { operation: operation.name, method: operation.method, url: search === '' ? filled : `${filled}?${search}`, headers: { ...headers, ...body.headers }, payload: body.payload }
  })
}

const encode = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '�'))

const pathValue = ({ name, schema }: Parameter, known: Known): Arbitrary<string> => {
  const there = known[name]
  const made = fc.oneof(textOf(schema).filter((t) => t !== ''), nasty.filter((t) => t !== ''))
  return there ? fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...there).map(String) }, { weight: 1, arbitrary: made }) : made
}

function queryValue({ name, required = false, schema }: Parameter, source: Source): Arbitrary<readonly (readonly [string, string])[]> {
  const value = namedOf(name, valueOf(schema, source), source).map((v) => (Array.isArray(v) ? v : [v]).map((part): readonly [string, string] => [name, String(typeof part === 'object' ? JSON.stringify(part) : part)]))
  const instant = /^(from|to|asOf|reportedFrom|reportedTo|dueBefore)$/.test(name) ? fc.integer({ min: name === 'to' ? 1_800_000_000 : 0, max: 2_000_000_000 }).map((s): readonly (readonly [string, string])[] => [[name, String(s * 1000)]]) : value
  return fc.oneof({ weight: required ? 30 : 1, arbitrary: fc.oneof({ weight: 6, arbitrary: instant }, { weight: 1, arbitrary: value }) }, { weight: required ? 1 : 3, arbitrary: fc.constant([]) })
}

const headerText = fc.constantFrom('*', '"1-0000000000000000"', 'W/"x"', 'x', '""', 'a'.repeat(300), 'k1', 'k2', 'admin', 'dispatcher,call-taker', 'hw', ' ')

const headersOf = (): Arbitrary<Record<string, string>> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('if-match', 'if-none-match', 'idempotency-key', 'x-role', 'x-department', 'x-operator', 'accept', 'last-event-id'), headerText, { maxKeys: 3 }) })

interface Body {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}

function bodyOf({ method, object }: Operation, source: Source): Arbitrary<Body> {
  const content = Object.entries(object.requestBody?.content ?? {})
  if (method === 'GET' || content.length === 0) return fc.constant({ headers: {}, payload: undefined })
  const made = fc.constantFrom(...content).chain(([type, { schema }]) => payloadOf(type, schema, source).map((payload): Body => ({ headers: { 'content-type': type }, payload })))
  const broken = fc.record({ type: fc.constantFrom(...content.map(([t]) => t), 'text/plain', 'application/json', 'application/json; charset=utf-16', ''), bytes: fc.uint8Array({ maxLength: 200 }) }).map(({ type, bytes }): Body => ({ headers: type === '' ? {} : { 'content-type': type }, payload: Buffer.from(bytes) }))
  return fc.oneof({ weight: 12, arbitrary: made }, { weight: 1, arbitrary: broken })
}

const CELLS = ['kind', 'sub_class', 'description', 'lng', 'lat', 'crs', 'place', 'grid', 'component', 'source', 'reporter_name', 'reporter_phone', 'occurred_at', 'case_id']

function payloadOf(type: string, schema: Schema, source: Source): Arbitrary<string | Buffer> {
  if (type === 'application/json') {
    return valueOf(schema, source).map((value) => JSON.stringify(value) ?? 'null')
  }
  if (type.startsWith('application/x-www-form')) {
    return valueOf({ ...schema, type: 'object' }, source).map((value) => Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, v]) => `${encode(name)}=${encode(String(v))}`).join('&'))
  }
  if (type.includes('xml')) return capText()
  return fc.array(fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom('event', '0102', '110', '33', '一行', '') }, { weight: 1, arbitrary: nasty }), { minLength: 1, maxLength: 14 }), { maxLength: 5 }).map((rows) => [CELLS, ...rows].map((row) => row.join(',')).join('\n'))
}

/** CAP messages that are nearly right. */
const capText = (): Arbitrary<string> =>
  fc.record({
    id: fc.oneof(fc.integer({ min: 0, max: 50 }).map(String), nasty),
    msgType: fc.constantFrom('Alert', 'Update', 'Cancel', 'Ack', 'Error', 'Bogus'),
    sent: fc.constantFrom('2026-11-20T09:00:00+08:00', '2026-11-20', '9999-12-31T23:59:59-14:00', ''),
    reference: fc.constantFrom('', 'a@b,1,2026-11-20T09:00:00+08:00', 'a,b', 'a@b,1,2026-11-20T09:00:00+08:00 a@b,2,2026-11-20T09:00:00+08:00'),
    polygon: fc.constantFrom('31,118 32,118 32,119 31,118', '31,118', '91,0 0,0 1,1 91,0', 'x', ''),
    circle: fc.constantFrom('31,118 5', '31,118 -1', '31 118 5', '90,180 20000', ''),
    expires: fc.constantFrom('2999-01-01T00:00:00+08:00', '2000-01-01T00:00:00+08:00', 'soon'),
    head: fc.constantFrom('', '<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE alert>', '<?xml version="1.0" encoding="UTF-16"?>'),
  }).map((m) => `${m.head}<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${m.id}</identifier><sender>a@b</sender><sent>${m.sent}</sent><status>Actual</status><msgType>${m.msgType}</msgType><scope>Public</scope><references>${m.reference}</references><info><category>Met</category><event>雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty><expires>${m.expires}</expires><area><areaDesc>a</areaDesc><polygon>${m.polygon}</polygon><circle>${m.circle}</circle></area></info></alert>`)

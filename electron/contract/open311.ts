import { z } from 'zod'
import { Crs } from './rest.ts'

/** Parameters that every call of Open311 GeoReport v2 may carry; there is one jurisdiction, so that its id is not looked at. */
const common = { jurisdiction_id: z.string().max(200).optional(), api_key: z.string().max(200).optional() }

/** A name in a path with its format: `services.json`, `requests/20261125-01-00001.xml`. */
export const Open311File = z.object({ file: z.string().regex(/^[\w.-]{1,100}\.(json|xml)$/, 'must end in .json or .xml') })

export const Open311Common = z.object(common)

const isoText = z.string().max(40).pipe(z.iso.datetime({ offset: true })).transform((text) => Date.parse(text))
const codesText = z.string().max(500).transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))

/** GET requests: without dates the last 90 days, 1,000 requests at most, as the standard bounds it. */
export const Open311RequestsQuery = z.object({
  ...common,
  service_request_id: codesText.optional(),
  service_code: codesText.optional(),
  start_date: isoText.optional(),
  end_date: isoText.optional(),
  status: codesText.pipe(z.array(z.enum(['open', 'closed'])).max(2)).optional(),
})
export type Open311RequestsQuery = z.output<typeof Open311RequestsQuery>

const degreesText = (max: number) => z.string().regex(/^-?\d{1,3}(\.\d{1,15})?$/, 'must be degrees').transform(Number).pipe(z.number().min(-max).max(max))

/** POST requests, a form. `crs` is ours: the datum of `lat` and `long`. Attributes are `attribute[CODE]`. */
export const Open311Post = z.object({
  ...common,
  service_code: z.string().min(1).max(16),
  lat: degreesText(90).optional(),
  long: degreesText(180).optional(),
  crs: Crs.default('WGS-84'),
  address_string: z.string().max(200).optional(),
  address_id: z.string().max(64).optional(),
  description: z.string().max(2000).optional(),
  first_name: z.string().max(32).optional(),
  last_name: z.string().max(31).optional(),
  phone: z.string().max(32).optional(),
  email: z.string().max(200).optional(),
  device_id: z.string().max(200).optional(),
  account_id: z.string().max(200).optional(),
  media_url: z.string().max(500).optional(),
}).catchall(z.union([z.string().max(500), z.array(z.string().max(500)).max(20)]))
export type Open311Post = z.output<typeof Open311Post>

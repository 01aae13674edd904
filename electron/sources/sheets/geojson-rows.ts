import { SheetError } from './sheet-error.ts'

/** The head of the column that holds each feature's geometry. */
const GEOMETRY_HEAD = '边界'
const MAX_HEADS = 64

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const cellOf = (value: unknown): string => (typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value))

/** A GeoJSON FeatureCollection (RFC 7946) as a table: a row a feature, a column for each property and one for the geometry. */
export function geoJsonRows(text: string, maxRows: number): string[][] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    throw new SheetError('malformed', `this is no JSON: ${error instanceof Error ? error.message : String(error)}`, 'file')
  }
  if (!isRecord(read) || read['type'] !== 'FeatureCollection' || !Array.isArray(read['features'])) throw new SheetError('malformed', 'this is no GeoJSON FeatureCollection', 'file')
  const features: readonly unknown[] = read['features']
  if (features.length > maxRows) throw new SheetError('too-large', `there are more than ${maxRows} features: send the rest by itself`, `features[${maxRows}]`)
  const rows = features.map((feature, i) => {
    if (!isRecord(feature)) throw new SheetError('malformed', 'this is no GeoJSON feature', `features[${i}]`)
    return { properties: isRecord(feature['properties']) ? feature['properties'] : {}, geometry: feature['geometry'] }
  })
  const heads = [...new Set(rows.flatMap(({ properties }) => Object.keys(properties)))].filter((head) => head !== GEOMETRY_HEAD)
  if (heads.length > MAX_HEADS) throw new SheetError('too-large', `the features have more than ${MAX_HEADS} properties`, 'features')
  return [[...heads, GEOMETRY_HEAD], ...rows.map(({ properties, geometry }) => [...heads.map((head) => cellOf(properties[head])), cellOf(geometry)])]
}

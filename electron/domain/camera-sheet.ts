import { CameraEntry, cameraFault } from './camera-entry.ts'
import type { MediaAllow } from './media-address.ts'
import { findColumns, shortValue, type SheetFault, type SheetField, type SheetMapping } from './sheet-mapping.ts'

/** Cameras as a sheet: a row for each. Where no number stands, the name is the camera's id. */
export const CAMERA_FIELDS = [
  { field: 'id', heads: ['编号', '编码'], needed: false },
  { field: 'name', heads: ['名称'], needed: true },
  { field: 'nameEn', heads: ['英文名'], needed: false },
  { field: 'url', heads: ['主码流', '地址'], needed: true },
  { field: 'subUrl', heads: ['子码流', '辅码流'], needed: false },
  { field: 'onvif', heads: ['云台地址'], needed: false },
  { field: 'transport', heads: ['传输方式'], needed: false },
  { field: 'credential', heads: ['凭据', '凭据名'], needed: false },
  { field: 'lng', heads: ['经度'], needed: false },
  { field: 'lat', heads: ['纬度'], needed: false },
  { field: 'bearing', heads: ['朝向'], needed: false },
  { field: 'group', heads: ['分组'], needed: false },
] as const satisfies readonly SheetField<string>[]

export type CameraSheetField = (typeof CAMERA_FIELDS)[number]['field']

/** What a sheet came to: the cameras when nothing is wrong with it, else all that is. */
export interface ReadCameras {
  readonly cameras: readonly CameraEntry[] | undefined
  readonly rows: number
  readonly used: readonly (CameraSheetField | null)[]
  readonly faults: readonly SheetFault[]
}

export interface CamerasKnown {
  readonly allow: MediaAllow
  /** The camera as it is now: what a sheet leaves out stays. */
  readonly camera: (id: string) => CameraEntry | undefined
  /** Whether something else than an address brings its picture. */
  readonly hasStream: (id: string) => boolean
  readonly most: number
}

/** Reads a sheet whose first row holds the heads. Columns that it has not stay as they are; zones always do. */
export function readCameraSheet(cells: readonly (readonly string[])[], known: CamerasKnown, mapping?: SheetMapping): ReadCameras {
  const heads = cells[0] ?? []
  const { at, used, faults: headFaults } = findColumns(heads, CAMERA_FIELDS, mapping)
  if (headFaults.length > 0) return { cameras: undefined, rows: 0, used, faults: headFaults }
  const faults: SheetFault[] = []
  const cameras = new Map<string, CameraEntry>()
  let rows = 0
  cells.slice(1).forEach((row, i) => {
    if (row.every((cell) => cell.trim() === '')) return
    rows += 1
    const cell = (field: CameraSheetField): string | undefined => (at.has(field) ? (row[at.get(field) ?? -1]?.trim() ?? '') : undefined)
    const read = cameraOf(cell, known)
    if ('code' in read) {
      const name = heads[at.get(read.field) ?? -1]?.trim() || read.field
      faults.push({ row: i + 2, column: name, code: read.code, value: shortValue(cell(read.field) ?? '') })
    } else if (cameras.has(read.id)) faults.push({ row: i + 2, column: heads[at.get('id') ?? at.get('name') ?? 0]?.trim() ?? 'id', code: 'twice', value: read.id })
    else cameras.set(read.id, read)
  })
  if (rows === 0) faults.push({ row: 2, column: heads[0]?.trim() ?? '', code: 'no-rows', value: '' })
  if (rows > known.most) faults.push({ row: known.most + 2, column: '', code: 'too-many-rows', value: String(rows) })
  return { cameras: faults.length === 0 ? [...cameras.values()] : undefined, rows, used, faults }
}

type Fault = { readonly field: CameraSheetField; readonly code: string }

function cameraOf(cell: (field: CameraSheetField) => string | undefined, { allow, camera, hasStream }: CamerasKnown): CameraEntry | Fault {
  const name = cell('name') ?? ''
  if (name === '') return { field: 'name', code: 'missing' }
  const id = cell('id') || name
  const before = camera(id)
  const place = placeOf(cell('lng'), cell('lat'))
  if (place !== undefined && place !== null && 'code' in place) return place
  const url = cell('url') ?? ''
  const given = {
    id, name, nameEn: cell('nameEn'), url, subUrl: cell('subUrl'), onvif: cell('onvif'),
    transport: cell('transport')?.toLowerCase() || (/^rtsps:/i.test(url) ? 'tls' : undefined),
    credential: cell('credential'), group: cell('group'),
    bearing: cell('bearing') === undefined || cell('bearing') === '' ? undefined : Number(cell('bearing')),
    at: place,
  }
  const parsed = CameraEntry.safeParse({ ...before, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { field: fieldOf(issue?.path[0]), code: issue?.code === 'too_big' && issue.origin === 'string' ? 'too-long' : `bad-${fieldOf(issue?.path[0])}` }
  }
  const fault = cameraFault(parsed.data, allow, !hasStream(id))
  return fault ?? parsed.data
}

const fieldOf = (name: PropertyKey | undefined): CameraSheetField => CAMERA_FIELDS.find(({ field }) => field === name)?.field ?? 'lng'

/** Undefined: the sheet has no places; null: this row has none. */
function placeOf(lng: string | undefined, lat: string | undefined): [number, number] | Fault | null | undefined {
  if (lng === undefined && lat === undefined) return undefined
  if ((lng ?? '') === '' && (lat ?? '') === '') return null
  const [x, y] = [Number(lng), Number(lat)]
  if ((lng ?? '') === '' || !(Math.abs(x) <= 180)) return { field: 'lng', code: 'bad-lng' }
  if ((lat ?? '') === '' || !(Math.abs(y) <= 90)) return { field: 'lat', code: 'bad-lat' }
  return [x, y]
}

/** Cameras as a sheet that {@link readCameraSheet} reads back as the same. */
export const cameraSheet = (cameras: readonly CameraEntry[]): string[][] => [
  CAMERA_FIELDS.map(({ heads }) => heads[0]),
  ...cameras.map((c) => [c.id, c.name, c.nameEn, c.url, c.subUrl, c.onvif, c.transport, c.credential, c.at ? String(c.at[0]) : '', c.at ? String(c.at[1]) : '', String(c.bearing), c.group]),
]

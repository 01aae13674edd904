import { CameraSetting } from './camera-setting.ts'

/** Rows of a camera list as read from a file. */
export type CameraTable = {
  readonly head: readonly string[]
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[]
  readonly problem: { readonly line: number; readonly message: string } | null
}

/** One cell or row that is not used, and why. `line` 0 is the whole file. */
export type CameraTableFault = { readonly line: number; readonly column: string; readonly message: string }

/** Columns by the names that a head row may give them. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'id', 编号: 'id', 编码: 'id',
  name: 'name', 名称: 'name',
  nameen: 'nameEn', 英文名: 'nameEn',
  url: 'url', 主码流: 'url', 地址: 'url',
  suburl: 'subUrl', 子码流: 'subUrl', 辅码流: 'subUrl',
  onvif: 'onvif', 云台地址: 'onvif',
  transport: 'transport', 传输方式: 'transport',
  tlsca: 'tlsCa', 证书: 'tlsCa',
  credentials: 'credentials', 凭据文件: 'credentials',
  lng: 'lng', 经度: 'lng',
  lat: 'lat', 纬度: 'lat',
  bearing: 'bearing', 朝向: 'bearing',
  group: 'group', 分组: 'group',
}

const NUMBERS: ReadonlySet<string> = new Set(['lng', 'lat', 'bearing'])

/**
 * The cameras of a list. A row that can't be used costs only itself and is named with its line and
 * column; ids must not be `taken` by an earlier camera.
 */
export function camerasOfTable(table: CameraTable, taken: ReadonlySet<string>): { cameras: CameraSetting[]; faults: CameraTableFault[] } {
  const faults: CameraTableFault[] = table.problem ? [{ ...table.problem, column: '' }] : []
  const columns = new Map(table.head.map((name) => [name, COLUMNS[name.toLowerCase().replaceAll(/[\s_-]/g, '')]]))
  for (const [name, column] of columns) if (column === undefined) faults.push({ line: 1, column: name, message: 'no column has this name; it is passed over' })
  if (table.head.length > 0 && ![...columns.values()].includes('url')) return { cameras: [], faults: [...faults, { line: 1, column: 'url', message: 'the first row must name the columns, at least name and url' }] }
  const seen = new Set(taken)
  const cameras = table.rows.flatMap(({ line, cells }) => {
    const camera = cameraOfRow(cells, columns)
    const parsed = CameraSetting.safeParse(camera)
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push({ line, column: columnOf(issue.path), message: issue.message })
      return []
    }
    const id = parsed.data.id ?? parsed.data.name
    if (seen.has(id)) {
      faults.push({ line, column: parsed.data.id === undefined ? 'name' : 'id', message: `${id} is taken by an earlier camera` })
      return []
    }
    seen.add(id)
    return [{ ...parsed.data, id }]
  })
  return { cameras, faults }
}

function cameraOfRow(cells: Readonly<Record<string, string>>, columns: ReadonlyMap<string, string | undefined>): Record<string, unknown> {
  const camera: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(cells)) {
    const column = columns.get(name)
    if (column !== undefined && text !== '') camera[column] = NUMBERS.has(column) ? Number(text) : text
  }
  const { lng, lat, ...rest } = camera
  return lng === undefined && lat === undefined ? rest : { ...rest, at: [lng, lat] }
}

const columnOf = ([first, second]: readonly PropertyKey[]): string => (first === 'at' ? (second === 1 ? 'lat' : 'lng') : String(first ?? ''))

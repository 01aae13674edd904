import { z } from 'zod'
import { AlarmSettings } from './alarm.ts'
import { AppraisalSettings } from '../domain/appraisal.ts'
import { AttachmentLimits } from '../domain/attachment.ts'
import { DialNumber } from '../domain/call.ts'
import { Department } from '../domain/reference.ts'
import { DirectoryEntry } from '../domain/directory.ts'
import type { MediaAllow } from '../domain/media-address.ts'
import { Actor, Role } from '../domain/role.ts'
import { DigitsBy } from './call.ts'
import { CameraSetting } from './camera-setting.ts'
import { type CameraTable, camerasOfTable } from './camera-table.ts'
import { directoryOfTable } from './directory.ts'
import { Scope } from './rest.ts'
import { WebPage } from './web-page.ts'

/** A key to the REST face. Only its SHA-256 is written down, as 64 hex digits; what it may do, in whose posts, how often. */
export const ApiKey = z
  .object({
    id: z.string().regex(/^[\w.-]{1,32}$/, 'letters, digits, dot, dash and underscore, at most 32'),
    name: z.string().min(1).max(64),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the key, 64 hex digits; never the key itself'),
    scopes: z.array(Scope).min(1),
    /** Posts that it acts in. */
    roles: z.array(Role).min(1).default(['collector']),
    /** Set for a handling department's own system: it acts for this department alone. */
    department: z.string().min(1).max(32).optional(),
    perMinute: z.number().int().min(1).max(1_000_000).default(1_200),
  })
  .strict()
export type ApiKey = z.infer<typeof ApiKey>

/** The REST face: off until a port is named; loopback until a host is. */
export const ApiSettings = z
  .object({ port: z.number().int().min(0).max(65_535).nullable().default(null), host: z.string().min(1).max(255).default('127.0.0.1'), keys: z.array(ApiKey).max(1_000).default([]) })
  .strict()
export type ApiSettings = z.infer<typeof ApiSettings>

/** Copies of the database: into `dir` (null: `backups` in the data folder), every so many hours (0: never), the last `keep` kept. */
export const BackupSettings = z
  .object({ dir: z.string().min(1).max(1024).nullable().default(null), everyHours: z.number().min(0).max(8_760).default(24), keep: z.number().int().min(1).max(1_000).default(7) })
  .strict()
export type BackupSettings = z.infer<typeof BackupSettings>

/** A registrar's WebSocket. */
const Registrar = z.string().max(512).regex(/^wss?:\/\/[^/\s@]+(\/\S*)?$/i, 'must start with wss:// or ws:// and name a host, without a password')

/** Telephone: where the console registers over SIP on WebSocket, as whom. Without a registrar the demo has an exchange of its own. */
export const VoiceSettings = z
  .object({
    /** The first that answers is used, and used again once it is back. */
    registrars: z.array(Registrar).max(8).default([]),
    user: z.string().regex(/^[\w.+-]{1,64}$/, 'letters, digits, dot, dash, plus and underscore only').default('console'),
    domain: z.string().regex(/^[\w.-]{1,255}(:\d{1,5})?$/, 'must be a host name').default('localhost'),
    /** A file that holds `user:password` and that only its owner may read. */
    credentials: z.string().max(512).nullable().default(null),
    /** STUN and TURN servers: `stun:host:port`, `turn:host:port`. */
    ice: z.array(z.string().max(255).regex(/^(stun|turns?):\S+$/, 'must start with stun:, turn: or turns:')).max(8).default([]),
    /** A file like `credentials` with what the TURN servers ask for. */
    turnCredentials: z.string().max(512).nullable().default(null),
    /** Codecs in the order of preference; the other side takes the first that it has. */
    codecs: z.array(z.enum(['opus', 'pcma', 'pcmu', 'g722'])).max(4).default(['opus', 'pcma', 'pcmu', 'g722']),
    /** A number that is not answered in this time gives way to the next, s. */
    ringSeconds: z.number().int().min(5).max(90).default(20),
    /** Called or calling numbers of the emergency line. */
    emergencyNumbers: z.array(DialNumber).max(32).default([]),
    /** Callers that may be put through without anybody's answering, when they ask for it. */
    putThrough: z.array(DialNumber).max(64).default([]),
    /** Recordings of older calls are erased unless their case is open; null: kept for ever. */
    keepRecordingsDays: z.number().int().min(1).max(36_500).nullable().default(null),
    /** How keys of a telephone are told to the other side: in the sound (RFC 4733), or by SIP INFO. */
    digits: DigitsBy.default('rfc4733'),
    /** The number at which the server parks a call that is transferred there, and gives it back to who calls it. */
    park: DialNumber.nullable().default(null),
    /** A number of the server that says back what it hears, for the echo test; null: none is offered. */
    echoNumber: DialNumber.nullable().default(null),
  })
  .strict()
export type VoiceSettings = z.infer<typeof VoiceSettings>

/** A file that holds a key of at least 32 characters and that only its owner may read. */
const WallKeyFile = z.string().min(1).max(1024)

/** Lets other machines of the hall show displays of this wall; off until a port is named, loopback until a host is. */
export const WallSettings = z
  .object({ port: z.number().int().min(0).max(65_535).nullable().default(null), host: z.string().min(1).max(255).default('127.0.0.1'), key: WallKeyFile.nullable().default(null) })
  .strict()
export type WallSettings = z.infer<typeof WallSettings>

/** This machine shows displays of another machine's wall: where that machine's core listens, and the number of the first display here. */
export const WallOfSettings = z.object({ core: z.string().regex(/^(\[[\da-f:]+\]|[\w.-]{1,255}):\d{1,5}$/i, 'must be HOST:PORT'), key: WallKeyFile, firstDisplay: z.number().int().min(1).max(16) }).strict()
export type WallOfSettings = z.infer<typeof WallOfSettings>

/** Who sits at this station while no account was made: every post, so that one person can walk a case round the loop. */
const DEMO_OPERATOR: Actor = { id: 'duty-1', name: '值班席一', roles: Role.options.filter((r) => r !== 'admin' && r !== 'supervisor') }

/** The settings file, section by section; each section falls back to its default on its own. */
export const SETTINGS_SECTIONS = {
  station: z.string().regex(/^[\w-]{1,32}$/, 'letters, digits, dash and underscore, at most 32').default('hall-1'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  operator: Actor.default(DEMO_OPERATOR),
  /** Minutes without a hand at the console until it locks, once accounts exist; 0: never. */
  lockAfterMinutes: z.number().min(0).max(1_440).default(10),
  /** The fictional city 临江市 with its cameras and simulator. */
  demo: z.boolean().default(true),
  simulator: z.object({ on: z.boolean().default(true), speed: z.number().min(1).max(100).default(1) }).strict().prefault({}),
  /** Hosts that cameras may have besides loopback and private ranges: names, addresses or CIDR ranges. */
  allowHosts: z.array(z.string().max(255)).max(256).default([]),
  /** CSV files of more cameras; a path that is not absolute counts from the settings file. */
  cameraLists: z.array(z.string().min(1).max(1024)).max(16).default([]),
  /** Folders whose recordings may be shown as cameras (file:///…), for replay and drills; absolute. */
  videoFolders: z.array(z.string().regex(/^(\/|[A-Za-z]:[\\/])/, 'must be an absolute path').max(1024)).max(64).default([]),
  /** The operator's own base map: a PMTiles file. */
  baseMap: z.string().max(1024).nullable().default(null),
  departments: z.array(Department).max(500).default([]),
  /** 绩效评价: weights, limits, grades and rosters, versioned. */
  appraisal: AppraisalSettings.prefault({}),
  /** For what the people on duty are alarmed. */
  alarms: AlarmSettings.prefault({}),
  api: ApiSettings.prefault({}),
  backup: BackupSettings.prefault({}),
  /** 附件: how large, how many for a case. */
  attachments: AttachmentLimits.prefault({}),
  voice: VoiceSettings.prefault({}),
  wall: WallSettings.prefault({}),
  wallOf: WallOfSettings.nullable().default(null),
  /** Web pages that the wall may show; there are no others. */
  webPages: z.array(WebPage).max(64).default([]).refine((pages) => new Set(pages.map(({ id }) => id)).size === pages.length, 'two pages have one id'),
  /** CSV files of whom to call; a path that is not absolute counts from the settings file. */
  directories: z.array(z.string().min(1).max(1024)).max(16).default([]),
} as const

/** Settings as the processes use them. Cameras are checked one by one, so that a bad one costs only itself. */
export const Settings = z.object({ ...SETTINGS_SECTIONS, cameras: z.array(CameraSetting).default([]), directory: z.array(DirectoryEntry).default([]) })
export type Settings = z.infer<typeof Settings>

/** Where cameras may be: this machine, private networks, and what the settings list. */
export const mediaAllow = ({ allowHosts, videoFolders }: Settings): MediaAllow => ({ schemes: ['rtsp', 'rtsps'], hosts: ['loopback', 'private', ...allowHosts], folders: videoFolders })

/** One thing in the settings that is not used, and why. */
export interface SettingsFault {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Checks settings section by section and camera by camera: what is good is used, what is not is named. */
export function checkSettings(value: unknown): { settings: Settings; faults: readonly SettingsFault[] } {
  const faults: SettingsFault[] = []
  const given: Readonly<Record<string, unknown>> = isRecord(value) ? value : {}
  if (!isRecord(value)) faults.push({ path: [], message: 'the file must hold named settings, for example "station: hall-1"' })
  const good: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(SETTINGS_SECTIONS)) {
    const parsed = schema.safeParse(given[name])
    if (parsed.success) good[name] = parsed.data
    else for (const issue of parsed.error.issues) faults.push({ path: [name, ...issue.path], message: issue.message })
  }
  for (const name of Object.keys(given)) {
    if (!(name in SETTINGS_SECTIONS) && name !== 'cameras') faults.push({ path: [name], message: `no setting has this name; known are ${[...Object.keys(SETTINGS_SECTIONS), 'cameras'].join(', ')}` })
  }
  const cameras = checkCameras(given['cameras'], faults)
  return { settings: Settings.parse({ ...good, cameras }), faults }
}

function checkCameras(value: unknown, faults: SettingsFault[]): CameraSetting[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    faults.push({ path: ['cameras'], message: 'must be a list, each with a name and a url' })
    return []
  }
  const seen = new Set<string>()
  return value.flatMap((entry: unknown, i) => {
    const parsed = CameraSetting.safeParse(entry)
    if (!parsed.success) {
      for (const issue of parsed.error.issues) faults.push({ path: ['cameras', i, ...issue.path], message: issue.message })
      return []
    }
    const id = parsed.data.id ?? `camera-${i + 1}`
    if (seen.has(id)) {
      faults.push({ path: ['cameras', i, 'id'], message: `the id ${id} is taken by an earlier camera` })
      return []
    }
    seen.add(id)
    return [{ ...parsed.data, id }]
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A notice for the status view: a code with its parameters. */
export const Notice = z.object({ code: z.string(), params: z.record(z.string(), z.string()) })
export type Notice = z.infer<typeof Notice>

/** A settings file as read: its value, what was wrong with its writing, the line of any path. */
export interface SettingsSource {
  readonly value: unknown
  readonly problems: readonly { readonly line: number; readonly message: string }[]
  lineOf(path: readonly PropertyKey[]): number
  /** Reads a table that the settings name. */
  tableOf?(file: string): CameraTable
}

/** Rows of a camera list that are told one by one; the rest is counted. */
const MAX_ROW_NOTICES = 20

/** The settings of a file and a notice, with its line, for each thing in it that is not used. */
export function readSettings(file: string, source: SettingsSource): { settings: Settings; notices: Notice[] } {
  const { settings, faults } = checkSettings(source.value)
  const notice = (line: number, path: string, message: string): Notice => ({ code: 'settings-problem', params: { file, line: String(line), path, message } })
  const unreadable = source.problems.map((p) => notice(p.line, '', p.message))
  const unusable = faults.map((f) => notice(source.lineOf(f.path), f.path.map(String).join('.'), f.message))
  const called = source.tableOf ? listedDirectory(settings, source.tableOf) : { entries: [], notices: [] }
  const listed = source.tableOf ? listedCameras(settings, source.tableOf) : { cameras: [], notices: [] }
  return { settings: { ...settings, cameras: [...settings.cameras, ...listed.cameras], directory: called.entries }, notices: [...(unreadable.length > 0 ? unreadable : unusable), ...listed.notices, ...called.notices] }
}

function listedDirectory(settings: Settings, tableOf: (file: string) => CameraTable): { entries: DirectoryEntry[]; notices: Notice[] } {
  const entries: DirectoryEntry[] = []
  const notices: Notice[] = []
  for (const file of settings.directories) {
    const { entries: more, faults } = directoryOfTable(tableOf(file), new Set(entries.map(({ id }) => id)))
    entries.push(...more)
    for (const { line, column, message } of faults.slice(0, MAX_ROW_NOTICES)) notices.push({ code: 'directory-problem', params: { file, line: String(line), column, message } })
    if (faults.length > MAX_ROW_NOTICES) notices.push({ code: 'directory-more', params: { file, count: String(faults.length - MAX_ROW_NOTICES) } })
  }
  return { entries, notices }
}

function listedCameras(settings: Settings, tableOf: (file: string) => CameraTable): { cameras: CameraSetting[]; notices: Notice[] } {
  const cameras: CameraSetting[] = []
  const notices: Notice[] = []
  for (const file of settings.cameraLists) {
    const taken = new Set([...settings.cameras, ...cameras].map((camera) => camera.id ?? camera.name))
    const { cameras: more, faults } = camerasOfTable(tableOf(file), taken)
    cameras.push(...more)
    for (const { line, column, message } of faults.slice(0, MAX_ROW_NOTICES)) notices.push({ code: 'camera-list-problem', params: { file, line: String(line), column, message } })
    if (faults.length > MAX_ROW_NOTICES) notices.push({ code: 'camera-list-more', params: { file, count: String(faults.length - MAX_ROW_NOTICES) } })
  }
  return { cameras, notices }
}

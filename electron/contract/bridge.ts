import { z } from 'zod'
import type { Result } from './error.ts'
import { DisplayKey, Show, WallId, WallScene } from './wall.ts'

/** Kinds of window, each with an HTML page of its own. */
export const WindowKind = z.enum(['console', 'wall', 'call'])
export type WindowKind = z.infer<typeof WindowKind>

/** What a display showed last, as main remembers it: a window that opens while core is away shows it. */
export const DisplayPlan = z.object({ show: Show, scene: WallScene.nullable(), black: z.boolean() })
export type DisplayPlan = z.infer<typeof DisplayPlan>

/** What main tells a window as it opens, in the page's query. `lang` is the settings' language, if set. */
export const WindowParams = z.object({
  display: DisplayKey,
  plan: DisplayPlan.optional(),
  lang: z.enum(['zh-CN', 'en']).optional(),
  /** WebGL is drawn in software: draw less often. */
  software: z.coerce.boolean().default(false),
  /** This display belongs to the wall of another machine. */
  follows: z.coerce.boolean().default(false),
})
export type WindowParams = z.infer<typeof WindowParams>

/** A process, or the call window, that a window talks to over a port of its own. */
export const PortName = z.enum(['core', 'media', 'call'])
export type PortName = z.infer<typeof PortName>

/**
 * What preload posts to the page, with the port in `event.ports[0]`, each time a port is (re)made:
 * at start and whenever core or media came back. `lost` says that the process behind the last port died.
 */
export type PortMessage =
  | { readonly wufeng: 'port'; readonly name: PortName }
  /** To the call window: one end of another window's port `call`. */
  | { readonly wufeng: 'port'; readonly name: 'desk' }
  | { readonly wufeng: 'lost'; readonly name: PortName; readonly reason: LostReason }

/**
 * Why a process is away: it crashed and is being started again, or it cannot work until somebody does
 * something. `detail` is the English sentence of the log.
 */
export interface LostReason {
  readonly code: 'restarting' | 'locked' | 'newer-database' | 'disk-full' | 'data-unreadable' | 'bad-arguments' | 'failed'
  readonly detail: string
}

/** `window.wufeng` in every page: the whole of what a sandboxed page may ask of main. */
export interface WufengBridge {
  /** Says that the page listens for {@link PortMessage}s; main answers with ports. */
  ready(): Promise<Result<null>>
  /** Where the wall's windows are: display numbers that are there now. */
  onDisplays(listener: (displays: readonly DisplayInfo[]) => void): () => void
  /** Tells main what happened, for logs and `--once`: first picture, map painted … */
  report(fact: WindowFact): Promise<Result<null>>
  /** Lets the operator choose where a file is saved, and writes it there. */
  saveFile(file: SavedFile): Promise<Result<{ readonly saved: boolean }>>
  /** The logins of cameras that this machine keeps, without their passwords. */
  logins(): Promise<Result<LoginList>>
  /** Keeps a login for cameras in the system's keychain; for the administrator. */
  keepLogin(login: KeptLogin): Promise<Result<LoginList>>
  /** Makes a dispatch order; `done` false: the operator gave up. */
  printOrder(order: OrderRequest): Promise<Result<{ readonly done: boolean }>>
  /** Opens or closes the wall window of this machine's only display. */
  toggleWall(): Promise<Result<null>>
  /** In the call window: hears where to register, now and at each change. The listener checks it. */
  onCallConfig(listener: (config: unknown) => void): () => void
  /** In the call window: hears what the system says of a registrar's certificate. The listener checks it. */
  onCertificate(listener: (word: unknown) => void): () => void
}

/** A user and password that cameras of the registry name. */
export const KeptLogin = z.object({ name: z.string().trim().min(1).max(64), user: z.string().min(1).max(64), password: z.string().max(128) }).strict()
export type KeptLogin = z.infer<typeof KeptLogin>

/** `sealed`: the system's keychain seals passwords; without one only the file's mode guards them. `full`: no other may be kept. */
export interface LoginList {
  readonly logins: readonly Omit<KeptLogin, 'password'>[]
  readonly sealed: boolean
  readonly full: boolean
}

/** The most bytes that a window may have saved at a time: a clip. */
const MAX_SAVED = 4 * 1024 * 1024 * 1024

/** A file that a window asks to be saved; the name is a suggestion. */
export const SavedFile = z.object({ name: z.string().min(1).max(200).refine((name) => !/[\p{Cc}/\\]/u.test(name)), bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_SAVED) }).strict()
export type SavedFile = z.infer<typeof SavedFile>

/** A dispatch order (派遣单) to be made: as a PDF that is saved where the operator says, or on paper by the system's dialog. */
export const OrderRequest = z
  .object({ caseId: z.string().regex(/^[\w.-]{1,64}$/), number: z.string().regex(/^[\w-]{1,32}$/), lang: z.enum(['zh-CN', 'en']), reporter: z.boolean(), way: z.enum(['pdf', 'paper']) })
  .strict()
export type OrderRequest = z.infer<typeof OrderRequest>

/** What main tells the page of an order in its query. */
export const OrderParams = OrderRequest.pick({ caseId: true, lang: true }).extend({ reporter: z.enum(['true', 'false']).transform((text) => text === 'true') })
export type OrderParams = z.infer<typeof OrderParams>

export const DisplayInfo = z.object({
  key: DisplayKey,
  label: z.string(),
  bounds: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  wall: z.boolean(),
  console: z.boolean(),
})
export type DisplayInfo = z.infer<typeof DisplayInfo>

/** Facts that a window reports to main. */
export const WindowFact = z.discriminatedUnion('fact', [
  z.object({ fact: z.literal('ready') }),
  z.object({ fact: z.literal('map-painted'), ms: z.number() }),
  z.object({ fact: z.literal('first-picture'), cameraId: z.string().max(64) }),
  z.object({
    fact: z.literal('tiles'),
    tiles: z.array(z.object({ cameraId: z.string().max(64), state: z.string().max(32), pictures: z.number(), ageMs: z.number().nullable(), slowed: z.boolean() })).max(64),
  }),
  z.object({ fact: z.literal('scene'), scene: WallId, ms: z.number() }),
  z.object({ fact: z.literal('error'), message: z.string().max(2000) }),
])
export type WindowFact = z.infer<typeof WindowFact>

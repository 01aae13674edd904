export interface WallScreen {
  readonly output: string
  readonly mode: string
  readonly width: number
  readonly height: number
  readonly x: number
  readonly y: number
  readonly on: boolean
}

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type WallMode = '1366x768' | '1920x1080' | '3840x2160'

export interface Wall {
  /** Such as `:0`. */
  readonly display: string
  /** What a client of the display needs in its environment. */
  readonly env: { readonly DISPLAY: string; readonly XAUTHORITY: string }
  readonly screens: readonly WallScreen[]
  /** Turns a screen on at its old place; in another size where its cell of the raster has room for it. */
  plug(index: number, mode?: WallMode): Promise<void>
  /** Turns a screen off, as pulling its plug would. */
  unplug(index: number): Promise<void>
  /** A PNG of all screens or of an area of them; answers the file. */
  picture(file: string, area?: Area): Promise<string>
  stop(): Promise<void>
}

export function startWall(options?: { screens?: number | readonly WallMode[] }): Promise<Wall>
export function takePicture(file: string, options?: { env?: NodeJS.ProcessEnv; area?: Area }): Promise<string>
export function howToLook(wall: Wall): string[]

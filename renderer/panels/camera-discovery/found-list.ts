import type { FoundDevice, FoundStream } from '../../../electron/contract/media-discover.ts'

/** What is added to a device to make it a camera of a list. */
export interface ListEntry {
  readonly device: FoundDevice
  readonly name: string
}

export interface ListMore {
  readonly group: string
  /** A file of `user:password` on the machine that will show the cameras; empty where they need none. */
  readonly credentials: string
}

/** A small stream has at most this share of the full one's width. */
const SMALL = 0.7

/** The full stream, and the smallest if it is a good deal smaller. */
export function streamsOf({ streams }: FoundDevice): { readonly main: FoundStream | null; readonly sub: FoundStream | null } {
  const usable = streams.filter(({ url }) => /^rtsps?:\/\//i.test(url))
  const [main, last] = [usable[0] ?? null, usable.at(-1) ?? null]
  return { main, sub: main && last && last.width > 0 && last.width <= main.width * SMALL ? last : null }
}

/** What a device is called until somebody names it: its model and where it is. */
export function nameOf({ maker, model, address }: FoundDevice): string {
  const host = URL.canParse(address) ? new URL(address).host : address
  return `${`${maker} ${model}`.trim()} ${host}`.trim().slice(0, 64)
}

/** A device can be put on a list if it has told a stream. */
export const listable = (device: FoundDevice): boolean => streamsOf(device).main !== null

const quote = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A camera list (CSV, UTF-8) as `cameraLists` in the settings takes it; positions are left to be filled in. */
export function cameraListOf(entries: readonly ListEntry[], { group, credentials }: ListMore): string {
  const head = ['name', 'url', 'subUrl', 'onvif', 'group', 'credentials', 'lng', 'lat', 'bearing']
  const lines = entries.flatMap(({ device, name }) => {
    const { main, sub } = streamsOf(device)
    return main ? [[name.trim() || nameOf(device), main.url, sub?.url ?? '', device.steerable ? device.address : '', group.trim(), credentials.trim(), '', '', '']] : []
  })
  return [head, ...lines].map((line) => line.map(quote).join(',')).join('\r\n').concat('\r\n')
}

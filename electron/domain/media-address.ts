import { z } from 'zod'

/**
 * Which addresses the media process may connect to. A host rule is `loopback`, `private`
 * (RFC 1918, RFC 4193, link-local), an IPv4 block such as `203.0.113.0/24`, an address or a host
 * name. A name that is not `localhost` must be listed itself, since what it resolves to can change.
 */
export const MediaAllow = z.strictObject({
  schemes: z.array(z.enum(['rtsp', 'rtsps'])).default(['rtsp', 'rtsps']),
  hosts: z.array(z.string().min(1).max(255)).max(1024).default(['loopback', 'private']),
  /** Folders from which recordings may be shown as cameras; absolute, without a slash at the end. */
  folders: z.array(z.string().regex(/^(\/|[A-Za-z]:[\\/])/).max(1024)).max(64).default([]),
})
export type MediaAllow = z.infer<typeof MediaAllow>

export type AddressRefusal = 'address-invalid' | 'scheme-not-allowed' | 'host-not-allowed' | 'folder-not-allowed'
/** `host` of a server, or the `path` of a recording, which may still be a link that leads elsewhere. */
export type AddressCheck = { ok: true; value: { host: string } | { path: string } } | { ok: false; error: AddressRefusal }

const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(\[[0-9a-f:.]+\]|[^/?#:@[\]\s]+)(?::(\d{1,5}))?(?:[/?#]\S*)?$/i

/** Checks a camera's address against the rules without resolving anything. */
export function checkAddress(url: string, allow: Omit<MediaAllow, 'schemes'> & { schemes: readonly string[] }): AddressCheck {
  if (/^file:/i.test(url)) return checkFile(url, allow.folders)
  const match = ADDRESS.exec(url)
  if (!match?.[1] || !match[2] || Number(match[3] ?? 554) > 65535) return { ok: false, error: 'address-invalid' }
  const scheme = match[1].toLowerCase()
  if (!allow.schemes.some((allowed) => allowed === scheme)) return { ok: false, error: 'scheme-not-allowed' }
  const host = match[2].toLowerCase().replace(/^\[|\]$/g, '')
  if (!allow.hosts.some((rule) => hostMatches(host, rule.toLowerCase()))) return { ok: false, error: 'host-not-allowed' }
  return { ok: true, value: { host } }
}

/** True where `path` is one of the folders or lies below one. */
export const isBelow = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`))

function checkFile(url: string, folders: readonly string[]): AddressCheck {
  const path = pathOfFileUrl(url)
  if (path === null) return { ok: false, error: 'address-invalid' }
  return isBelow(path, folders) ? { ok: true, value: { path } } : { ok: false, error: 'folder-not-allowed' }
}

/** The path of `file:///dir/name.mp4`, or null where it is none or climbs out with `..`. */
export function pathOfFileUrl(url: string): string | null {
  const match = /^file:\/\/(\/[^?#]+)$/i.exec(url)
  if (!match?.[1]) return null
  const path = decoded(match[1])
  if (path === null || path.includes('\0') || path.split('/').includes('..')) return null
  return path.replace(/\/+$/, '').replace(/^\/([A-Za-z]:)/, '$1')
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function hostMatches(host: string, rule: string): boolean {
  const v4 = parseIpv4(host)
  if (rule === 'loopback') return host === 'localhost' || host === '::1' || (v4 !== null && v4 >>> 24 === 127)
  if (rule === 'private') return v4 === null ? isPrivateIpv6(host) : PRIVATE_V4.some(([base, bits]) => inBlock(v4, base, bits))
  const [base, bits] = rule.split('/')
  const block = base === undefined ? null : parseIpv4(base)
  if (bits !== undefined && block !== null) return v4 !== null && /^\d{1,2}$/.test(bits) && inBlock(v4, block, Number(bits))
  return host === rule
}

const PRIVATE_V4: ReadonlyArray<readonly [number, number]> = [
  [0x0a000000, 8],
  [0xac100000, 12],
  [0xc0a80000, 16],
  [0xa9fe0000, 16],
]

function inBlock(address: number, base: number, bits: number): boolean {
  if (bits > 32) return false
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0
  return (address & mask) >>> 0 === (base & mask) >>> 0
}

function parseIpv4(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

const isPrivateIpv6 = (host: string): boolean => host.includes(':') && /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host)

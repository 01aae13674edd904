import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'
import { at } from './at.ts'

/** A gzipped vector tile and its place. */
export type Tile = { z: number; x: number; y: number; data: Uint8Array }

export type ArchiveInfo = {
  minZoom: number
  maxZoom: number
  /** West, south, east, north in degrees. */
  bounds: readonly [number, number, number, number]
  centre: readonly [number, number]
  /** The archive's JSON: name, attribution, vector_layers. */
  metadata: Record<string, unknown>
}

type Entry = { id: number; offset: number; length: number; run: number }

const HEADER_BYTES = 127
/** Header and root directory must lie in the first 16 KiB (PMTiles v3, section 3.2). */
const ROOT_BYTES = 16_384 - HEADER_BYTES
const GZIP = 2
const MVT = 1

/** Unsigned LEB128. Numbers up to 2^53. */
function varint(out: number[], value: number): void {
  let rest = value
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  out.push(rest)
}

/** Encodes a directory: delta ids, runs, lengths, offsets (0 where a tile follows the one before it). */
function directory(entries: readonly Entry[]): Uint8Array {
  const out: number[] = []
  varint(out, entries.length)
  let last = 0
  for (const entry of entries) {
    varint(out, entry.id - last)
    last = entry.id
  }
  for (const entry of entries) varint(out, entry.run)
  for (const entry of entries) varint(out, entry.length)
  entries.forEach((entry, k) => {
    const before = k > 0 ? at(entries, k - 1) : undefined
    varint(out, before && entry.offset === before.offset + before.length ? 0 : entry.offset + 1)
  })
  return gzipSync(Uint8Array.from(out))
}

/** One root directory if it fits, else a root of leaf directories of equal size. */
function directories(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = directory(entries)
  if (single.length <= ROOT_BYTES) return { root: single, leaves: new Uint8Array() }
  for (let size = 4096; ; size *= 2) {
    const root: Entry[] = []
    const parts: Uint8Array[] = []
    let offset = 0
    for (let k = 0; k < entries.length; k += size) {
      const leaf = directory(entries.slice(k, k + size))
      root.push({ id: at(entries, k).id, offset, length: leaf.length, run: 0 })
      parts.push(leaf)
      offset += leaf.length
    }
    const encoded = directory(root)
    if (encoded.length <= ROOT_BYTES) return { root: encoded, leaves: Buffer.concat(parts) }
  }
}

/** Lays tiles out in Hilbert order; equal tiles are stored once and neighbours with equal content share an entry. */
function layOut(tiles: readonly Tile[]): { entries: Entry[]; data: Uint8Array; contents: number } {
  const ordered = tiles.map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data })).sort((a, b) => a.id - b.id)
  const known = new Map<string, { offset: number; length: number }>()
  const parts: Uint8Array[] = []
  const entries: Entry[] = []
  let end = 0
  for (const { id, data } of ordered) {
    const hash = createHash('sha256').update(data).digest('base64')
    let stored = known.get(hash)
    if (!stored) {
      stored = { offset: end, length: data.length }
      known.set(hash, stored)
      parts.push(data)
      end += data.length
    }
    const last = entries.at(-1)
    if (last && last.offset === stored.offset && last.id + last.run === id) last.run++
    else entries.push({ id, ...stored, run: 1 })
  }
  return { entries, data: Buffer.concat(parts), contents: known.size }
}

/**
 * Builds a PMTiles archive, version 3 (github.com/protomaps/PMTiles, spec/v3): header, root directory,
 * metadata, leaf directories, tile data. Tiles are gzipped Mapbox Vector Tiles; at least one is needed.
 */
export function writePmtiles(tiles: readonly Tile[], info: ArchiveInfo): Uint8Array {
  const { entries, data, contents } = layOut(tiles)
  const { root, leaves } = directories(entries)
  const metadata = gzipSync(JSON.stringify(info.metadata))
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'ascii')
  header.writeUInt8(3, 7)
  const sections = [root, metadata, leaves, data]
  let offset = HEADER_BYTES
  sections.forEach((section, k) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + k * 16)
    header.writeBigUInt64LE(BigInt(section.length), 16 + k * 16)
    offset += section.length
  })
  header.writeBigUInt64LE(BigInt(tiles.length), 72)
  header.writeBigUInt64LE(BigInt(entries.length), 80)
  header.writeBigUInt64LE(BigInt(contents), 88)
  header.writeUInt8(1, 96)
  header.writeUInt8(GZIP, 97)
  header.writeUInt8(GZIP, 98)
  header.writeUInt8(MVT, 99)
  header.writeUInt8(info.minZoom, 100)
  header.writeUInt8(info.maxZoom, 101)
  const e7 = (degrees: number) => Math.round(degrees * 1e7)
  info.bounds.forEach((degrees, k) => header.writeInt32LE(e7(degrees), 102 + k * 4))
  header.writeUInt8(Math.min(info.maxZoom, 11), 118)
  header.writeInt32LE(e7(info.centre[0]), 119)
  header.writeInt32LE(e7(info.centre[1]), 123)
  return Buffer.concat([header, ...sections])
}

import { addProtocol, Map as GlMap, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { PMTiles, Protocol, TileType } from 'pmtiles'
import { BASE_MAP_URL, baseStyle, groundStyle, type LabelNeeds } from './base-style.ts'
import type { Bounds } from './viewport.ts'

/** Why there is no base map. */
export type BaseFault = 'missing' | 'not-pmtiles' | 'not-vector' | 'unreadable' | 'no-webgl'

export interface BaseMap {
  /** Absent when WebGL is not available. */
  readonly map: GlMap | null
  readonly fault: BaseFault | null
}

let protocol: Protocol | undefined

/** The archive, its header read; `bounds` are those that it names. */
async function openArchive(): Promise<{ readonly bounds: Bounds } | BaseFault> {
  const archive = new PMTiles(BASE_MAP_URL)
  try {
    const header = await archive.getHeader()
    if (header.tileType !== TileType.Mvt) return 'not-vector'
    if (!protocol) {
      protocol = new Protocol({ metadata: true })
      addProtocol('pmtiles', protocol.tile)
    }
    protocol.add(archive)
    return { bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat] }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/404/.test(message)) return 'missing'
    return /fetch|response|content-length|416/i.test(message) ? 'unreadable' : 'not-pmtiles'
  }
}

export interface BaseMapOptions {
  readonly container: HTMLElement
  /** A wall map can't be moved by hand. */
  readonly fixed: boolean
  readonly software: boolean
  readonly labels: LabelNeeds
}

/** Opens the base map, or the bare ground where it can't be had. */
export async function openBaseMap(options: BaseMapOptions): Promise<BaseMap> {
  setWorkerUrl(workerUrl)
  const archive = await openArchive()
  const fault = typeof archive === 'string' ? archive : null
  try {
    const map = new GlMap({
      container: options.container,
      style: fault ? groundStyle() : baseStyle(options.labels),
      ...(typeof archive === 'string' ? {} : { bounds: [archive.bounds[0], archive.bounds[1], archive.bounds[2], archive.bounds[3]] }),
      interactive: !options.fixed,
      keyboard: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      minZoom: 8,
      maxZoom: 18,
      renderWorldCopies: false,
      fadeDuration: options.software ? 0 : 200,
      ...(options.software ? { pixelRatio: 1 } : {}),
      attributionControl: { compact: true },
    })
    map.touchZoomRotate.disableRotation()
    if (options.software) map.dragPan.enable({ maxSpeed: 0 })
    if (options.fixed) map.dragPan.disable()
    return { map, fault }
  } catch {
    return { map: null, fault: 'no-webgl' }
  }
}

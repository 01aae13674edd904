/**
 * Who may import whom. A layer is a folder with all below it; the longest name that fits a file is its layer.
 * `imports`: other layers (`types:` before a name: types only). `node`: Node's own modules are allowed.
 * Data folders (resources) hold no code and import nothing.
 */
export const layers = {
  'electron/domain': { imports: [], node: false },
  'electron/contract': { imports: ['electron/domain'], node: false },
  'electron/platform': { imports: [], node: true },
  'electron/sources': { imports: ['electron/domain', 'electron/contract', 'electron/platform', 'resources'], node: true },
  'electron/media': { imports: ['electron/contract', 'electron/domain', 'electron/platform'], node: true },
  'electron/store': { imports: ['electron/domain', 'electron/platform'], node: true },
  'electron/sync': { imports: ['electron/domain', 'electron/store', 'electron/contract', 'electron/platform'], node: true },
  'electron/readmodels': { imports: ['electron/domain', 'electron/contract'], node: false },
  'electron/commands': { imports: ['electron/domain', 'electron/store', 'electron/contract'], node: false },
  'electron/decision': { imports: ['electron/domain', 'electron/readmodels'], node: false },
  'electron/voice': { imports: ['electron/domain', 'electron/store'], node: true },
  'electron/core': {
    imports: [
      'electron/domain',
      'electron/contract',
      'electron/platform',
      'electron/sources',
      'electron/store',
      'electron/sync',
      'electron/readmodels',
      'electron/commands',
      'electron/decision',
      'electron/voice',
      'resources',
    ],
    node: true,
  },
  'electron/main': { imports: ['electron/contract', 'electron/platform'], node: true },
  preload: { imports: ['types:electron/contract'], node: false },
  'renderer/ui': { imports: [], node: false },
  'renderer/client': { imports: ['electron/contract'], node: false },
  // The call window's own: SIP, sound and recording. No panel imports it.
  'renderer/call': { imports: ['renderer/client', 'electron/contract'], node: false },
  'renderer/panels': { imports: ['renderer/client', 'renderer/ui', 'electron/contract', 'resources'], node: false },
  'renderer/layout': { imports: ['electron/contract', 'renderer/ui'], node: false },
  // An entry also connects the client, wraps its panels in the language and the tokens of ui, and reads its own parameters.
  'renderer/windows': { imports: ['electron/contract', 'renderer/layout', 'renderer/panels', 'renderer/call', 'renderer/client', 'renderer/ui'], node: false },
  resources: { imports: [], node: false },
}

/** The folders of which every file is checked. */
export const checkedFolders = ['electron', 'preload', 'renderer']

const renderer = ['renderer']

/** Where each npm package may be imported: layers or folders in them. A package that is not listed may be nowhere. */
export const packages = {
  zod: ['electron', 'renderer'],
  electron: ['electron/main', 'preload'],
  'better-sqlite3': ['electron/store'],
  'node-av': ['electron/media', 'electron/sources/demo-cameras'],
  onvif: ['electron/media'],
  ws: ['electron/sources/demo-voice'],
  werift: ['electron/sources/demo-voice'],
  'sip.js': ['renderer/call'],
  pino: ['electron/platform'],
  yaml: ['electron/platform'],
  pmtiles: ['electron/sources', 'electron/main', 'renderer/panels'],
  '@maplibre/geojson-vt': ['electron/sources'],
  '@maplibre/vt-pbf': ['electron/sources'],
  geojson: ['electron/sources', 'renderer/panels'],
  fastify: ['electron/sources/rest'],
  '@fastify/swagger': ['electron/sources/rest'],
  '@fastify/rate-limit': ['electron/sources/rest'],
  '@fastify/type-provider-zod': ['electron/sources/rest'],
  saxes: ['electron/sources/rest'],
  'csv-parse': ['electron/sources/sheets', 'electron/platform'],
  'read-excel-file': ['electron/sources/sheets'],
  'write-excel-file': ['electron/sources/sheets'],
  fflate: ['electron/sources/sheets'],
  'pinyin-pro': ['electron/core'],
  gcoord: ['electron/sources', 'electron/core'],
  react: renderer,
  'react-dom': ['renderer/windows', 'renderer/panels', 'renderer/ui'],
  zustand: ['renderer/client', 'renderer/panels', 'renderer/layout'],
  'radix-ui': ['renderer/ui', 'renderer/panels'],
  cmdk: ['renderer/ui', 'renderer/panels'],
  '@tanstack/react-virtual': ['renderer/ui', 'renderer/panels'],
  'maplibre-gl': ['renderer/panels'],
  qr: ['renderer/panels'],
  echarts: ['renderer/panels'],
}

import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const here = (path: string): string => resolve(import.meta.dirname, path)

/** Native modules and everything with files of its own beside it stay in node_modules. */
const external = ['electron', 'better-sqlite3', 'node-av', /^node-av\//, 'pino']

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      minify: false,
      externalizeDeps: false,
      rollupOptions: {
        external,
        input: {
          index: here('electron/main/index.ts'),
          bridge: here('electron/main/ipc/bridge-entry.ts'),
          'wall-link': here('electron/main/ipc/wall-link-entry.ts'),
          core: here('electron/core/entry.ts'),
          'backup-worker': here('electron/core/backup-worker.ts'),
          'long-read-worker': here('electron/core/long-read-worker.ts'),
          'sheet-worker': here('electron/core/sheet-worker.ts'),
          media: here('electron/media/entry.ts'),
          'onvif-worker': here('electron/media/onvif/onvif-worker.ts'),
          cameras: here('electron/sources/demo-cameras/entry.ts'),
          'recording-tone': here('electron/media/recording-tone.ts'),
          exchange: here('electron/sources/demo-voice/entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: here('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    base: './',
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      rollupOptions: {
        input: { console: here('renderer/windows/console.html'), wall: here('renderer/windows/wall.html'), call: here('renderer/windows/call.html'), order: here('renderer/windows/order.html') },
      },
    },
  },
})

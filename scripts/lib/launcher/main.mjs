// Stands in for Electron's own default app, which the fallback runtime lacks: loads the app folder that is named
// on the command line, after any switches (--inspect, --remote-debugging-port …) and `-r MODULE` pairs.
// An ES module, so that Electron waits for the app's own before it is ready.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

function parse(args) {
  const preload = []
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '-r' || args[i] === '--require') preload.push(args[++i])
    else if (!args[i].startsWith('-')) return { preload, folder: path.resolve(args[i]) }
  }
  return { preload, folder: undefined }
}

function stop(message) {
  process.stderr.write(`wufeng: ${message}\n`)
  process.exit(1)
}

const { preload, folder } = parse(process.argv.slice(1))
if (folder === undefined) stop('no app folder was named on the command line')
const require = createRequire(import.meta.url)
for (const file of preload) require(file)

const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
process.defaultApp = true
app.setAppPath(folder)
app.setName(manifest.productName || manifest.name)
app.setVersion(manifest.version)
try {
  await import(pathToFileURL(path.join(folder, manifest.main)).href)
} catch (error) {
  stop(error.stack || String(error))
}

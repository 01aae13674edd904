'use strict'
// Stands in for Electron's own default app, which the fallback runtime lacks: loads the app folder that is named
// on the command line, after any switches (--inspect, --remote-debugging-port …) and `-r MODULE` pairs.
const { app } = require('electron')
const path = require('node:path')
const { pathToFileURL } = require('node:url')

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
for (const file of preload) require(file)

const manifest = require(path.join(folder, 'package.json'))
process.defaultApp = true
app.setAppPath(folder)
app.setName(manifest.productName || manifest.name)
app.setVersion(manifest.version)
import(pathToFileURL(path.join(folder, manifest.main)).href).catch((error) => stop(error.stack || String(error)))

#!/usr/bin/env node
import { readFileSync, readdirSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { importsOf } from './lib/imports.mjs'
import { checkedFolders, layers, packages } from './lib/layer-table.mjs'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/say.mjs'

/** Checks every TypeScript file of the clone against the import table; answers the violations as lines to print. */
export function checkLayers(base = root) {
  const files = checkedFolders.flatMap((folder) => typescriptFiles(base, folder))
  return [...cycles(layers), ...files.flatMap((file) => checkFile(file, readFileSync(join(base, file), 'utf8')))]
}

/** The violations in one file. `file` is relative to the clone, with `/`. */
export function checkFile(file, text) {
  const layer = layerOf(file)
  if (!layer) return [`${file}:1 stands in no layer: move it, or name its folder in scripts/lib/layer-table.mjs`]
  return importsOf(file, text).flatMap(({ specifier, line, typeOnly }) => {
    const problem = specifier === undefined ? 'a computed module name: name modules literally' : judge(file, layer, specifier, typeOnly)
    return problem ? [`${file}:${line} imports ${specifier ?? ''}${specifier ? ': ' : ''}${problem}`] : []
  })
}

function judge(file, layer, specifier, typeOnly) {
  const path = specifier.split('?')[0]
  if (path.startsWith('.')) return judgeFile(file, layer, path, typeOnly)
  if (isBuiltin(path)) return layers[layer].node ? undefined : allowed(layer)
  return judgePackage(file, layer, packageOf(path))
}

function judgeFile(file, layer, path, typeOnly) {
  const target = layerOf(posix.join(posix.dirname(file), path))
  if (target === layer) return undefined
  const { imports } = layers[layer]
  if (target && imports.includes(target)) return undefined
  if (target && typeOnly && imports.includes(`types:${target}`)) return undefined
  return allowed(layer)
}

function judgePackage(file, layer, name) {
  const places = packages[name]
  if (!places) return `${name} is not in the package table of scripts/lib/layer-table.mjs`
  if (places.some((place) => isIn(file, place))) return undefined
  return `${name} may be imported only in ${places.join(', ')}; ${allowed(layer)}`
}

/** A sentence that says what a layer may import. */
export function allowed(layer) {
  const { imports, node } = layers[layer]
  const own = imports.map((name) => (name.startsWith('types:') ? `types of ${name.slice(6)}` : name))
  const npm = Object.keys(packages).filter((name) => packages[name].some((place) => isIn(layer, place)))
  return `layer ${layer} may import ${[...own, ...(node ? ['node:'] : []), ...npm].join(', ') || 'nothing'}`
}

function layerOf(file) {
  return Object.keys(layers)
    .filter((layer) => isIn(file, layer))
    .sort((a, b) => b.length - a.length)[0]
}

function isIn(path, folder) {
  return path === folder || path.startsWith(`${folder}/`)
}

function isBuiltin(name) {
  return name.startsWith('node:') || builtinModules.includes(name)
}

function packageOf(path) {
  return path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/')
}

/** Cycles in the table itself, each as a line; none in a sound table. */
export function cycles(table) {
  const done = new Set()
  const found = []
  const walk = (layer, trail) => {
    const at = trail.indexOf(layer)
    if (at >= 0) return void found.push(`scripts/lib/layer-table.mjs:1 has a cycle: ${[...trail.slice(at), layer].join(' → ')}`)
    if (done.has(layer)) return
    for (const next of table[layer]?.imports ?? []) walk(next.replace('types:', ''), [...trail, layer])
    done.add(layer)
  }
  Object.keys(table).forEach((layer) => walk(layer, []))
  return found
}

function typescriptFiles(base, folder) {
  const entries = readdirSync(join(base, folder), { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  return files.map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1).replaceAll('\\', '/')).sort()
}

async function main() {
  const problems = checkLayers(process.argv[2])
  problems.forEach((line) => process.stdout.write(`${line}\n`))
  return problems.length > 0 ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main)

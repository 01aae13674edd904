import { dirname, join, resolve } from 'node:path'
import { PlainError } from './say.mjs'
import { maxScreens } from './wall-plan.mjs'

export const usage = `npm start -- [options]
  --screens N      screens of the virtual wall when there is no display (1 to ${maxScreens}, default 4)
  --virtual        a virtual wall even if there is a display
  --data DIR       data folder
  --settings FILE  settings (YAML): cameras, base map, language …
  --lang zh-CN|en  language of the interface
  --once           do the main job once, take a picture of all screens, exit 0 if all of it happened
  --json FILE      with --once: write what happened; the picture wall.png goes beside it
Other options go to the app as they are.`

const withPath = new Set(['--data', '--settings', '--json'])

/**
 * Reads the command line. Paths are resolved against `cwd`.
 * @returns {{once: boolean, help: boolean, virtual: boolean, screens: number, screensNamed: boolean, data?: string, settings?: string, json?: string, rest: string[]}}
 */
export function parseOptions(args, cwd) {
  const options = { once: false, help: false, virtual: false, screens: 4, screensNamed: false, rest: [] }
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = splitEquals(args[i])
    const value = () => {
      const text = inline ?? args[++i]
      if (text === undefined || text.startsWith('--')) throw new PlainError(`${name} needs a value\n${usage}`)
      return text
    }
    if (name === '--once') options.once = true
    else if (name === '--help' || name === '-h') options.help = true
    else if (name === '--virtual') options.virtual = true
    else if (name === '--screens') Object.assign(options, { screens: screenCount(value()), screensNamed: true })
    else if (withPath.has(name)) options[name.slice(2)] = resolve(cwd, value())
    else options.rest.push(args[i])
  }
  return options
}

function splitEquals(arg) {
  const at = arg.startsWith('--') ? arg.indexOf('=') : -1
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)]
}

function screenCount(text) {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > maxScreens) throw new PlainError(`--screens takes a whole number from 1 to ${maxScreens}, not "${text}"`)
  return count
}

/** The picture's place: beside the JSON file, or in out/. */
export function picturePath(options, root) {
  return join(options.json ? dirname(options.json) : join(root, 'out'), 'wall.png')
}

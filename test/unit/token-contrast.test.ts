import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const tokens = readFileSync(join(import.meta.dirname, '..', '..', 'renderer', 'ui', 'tokens.css'), 'utf8')

/** Colours of a block of the tokens, by name; only those written as #rrggbb. */
function coloursOf(selector: string): Map<string, string> {
  const start = tokens.indexOf(`${selector} {`)
  const block = tokens.slice(start, tokens.indexOf('}', start))
  return new Map([...block.matchAll(/--c-([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]): [string, string] => [name ?? '', colour ?? '']))
}

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const TEXTS = ['text', 'dim', 'accent', 'ok', 'warn', 'alarm']
const GROUNDS = ['bg', 'panel', 'raised', 'hover', 'accent-soft']

const pairs = TEXTS.flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground]))

describe('the colours of text', () => {
  const console_ = coloursOf(':root')
  const wall = new Map([...console_, ...coloursOf("html[data-window='wall']")])
  const of = (colours: Map<string, string>, name: string): string => colours.get(name) ?? '#000000'

  it.each(pairs)('%s on %s: at least 4.5 to 1 on a console', (text, ground) => {
    expect(contrast(of(console_, text), of(console_, ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs.filter(([, ground]) => ground === 'bg' || ground === 'panel' || ground === 'raised'))('%s on %s: at least 7 to 1 on a wall', (text, ground) => {
    expect(contrast(of(wall, text), of(wall, ground))).toBeGreaterThanOrEqual(7)
  })

  it.each([['ok', 'ok-soft'], ['warn', 'warn-soft'], ['alarm', 'alarm-soft'], ['on-accent', 'accent'], ['stopped', 'panel']])('%s on %s: at least 4.5 to 1', (text, ground) => {
    expect(contrast(of(console_, text), of(console_, ground))).toBeGreaterThanOrEqual(4.5)
  })
})

import { at } from './at.ts'
import { type Lattice, UNITS } from './lattice.ts'
import { makeRandom } from './random.ts'
import type { Recipe } from './recipe.ts'
import { makeWordLookup, type Rank, type StreetPlan } from './street-plan.ts'

/** A straight run of lattice edges of one rank and one name. */
export type NamedRun = { name: string; rank: Rank; bridge: boolean; points: [number, number][] }
type Run = { vertical: boolean; line: number; from: number; to: number; rank: Rank }

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 1–99 in Chinese figures: 7 七, 12 十二, 25 二十五. */
export function chineseNumber(n: number): string {
  if (n <= 10) return at(NUMERALS, n)
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? at(NUMERALS, tens) : ''}十${at(NUMERALS, n % 10)}`
}

/** Cuts a lattice line into runs of equal rank; `breakAt` says where a run must end although its rank goes on. */
function runsOf(lattice: Lattice, plan: StreetPlan, breakAt: (run: Run, next: number) => boolean): Run[] {
  const runs: Run[] = []
  const scan = (vertical: boolean, line: number, length: number) => {
    let open: Run | undefined
    for (let k = 0; k <= length; k++) {
      const index = vertical ? k * lattice.countI + line : line * lattice.countI + k
      const rank = k === length ? 0 : (vertical ? plan.north : plan.east)[index]
      if (open && (rank !== open.rank || breakAt(open, k))) {
        runs.push({ ...open, to: k })
        open = undefined
      }
      if (!open && (rank === 1 || rank === 2 || rank === 3 || rank === 4)) open = { vertical, line, from: k, to: k, rank }
    }
  }
  for (let i = 0; i < lattice.countI; i++) scan(true, i, lattice.countJ - 1)
  for (let j = 0; j < lattice.countJ; j++) scan(false, j, lattice.countI - 1)
  return runs
}

const withPart = (name: string, part: string): string => (name.endsWith('路') ? `${name.slice(0, -1)}${part}路` : name)

function avenueName(recipe: Recipe, lattice: Lattice, line: number, j: number): { name: string; bridge: boolean } {
  const avenue = at(recipe.avenues, line / UNITS - 1)
  if (j < lattice.southBank) return { name: avenue.south === avenue.north ? withPart(avenue.south, '南') : avenue.south, bridge: false }
  if (j < lattice.northBank) return { name: avenue.bridge ?? '', bridge: true }
  const outer = j >= lattice.northBank + 3 * UNITS
  const whole = avenue.south === avenue.north
  return { name: outer ? withPart(avenue.north, '北') : whole ? withPart(avenue.north, '中') : avenue.north, bridge: false }
}

/** The recipe's cross avenues in lattice rows: the first five north of the river, the others south of it. */
function crossAvenueAt(recipe: Recipe, lattice: Lattice, j: number): string {
  const north = recipe.rowsNorth.length
  const k = j >= lattice.northBank ? (j - lattice.northBank) / UNITS : north + (lattice.southBank - j) / UNITS
  return at(recipe.crossAvenues, k).name
}

function crossName(recipe: Recipe, lattice: Lattice, j: number, i: number): string {
  const name = crossAvenueAt(recipe, lattice, j)
  const col = Math.floor(i / UNITS)
  return withPart(name, col < 5 ? '西' : col < 9 ? '中' : '东')
}

/** Whether a run of the given rank that reaches lattice step `k` gets a new name from there. */
function makeBreaks(lattice: Lattice, word: (run: Run, k: number) => string | undefined) {
  const column = (i: number) => i % UNITS === 0 && [5, 9].includes(i / UNITS)
  return (run: Run, k: number): boolean => {
    if (run.rank === 4) {
      if (!run.vertical) return column(k)
      return k === lattice.southBank || k === lattice.northBank || k === lattice.northBank + 3 * UNITS
    }
    if (run.rank === 3) return run.vertical ? false : k === 6 * UNITS
    if (run.rank === 2) return false
    return word(run, k - 1) !== word(run, k)
  }
}

/** Divides the lattice's roads into named runs; every name belongs to one road. */
export function nameRoads(recipe: Recipe, lattice: Lattice, plan: StreetPlan): NamedRun[] {
  const lookup = makeWordLookup(lattice, plan)
  const random = makeRandom(recipe.seed, 'names')
  // Half a unit off the line and along it, so that a point never sits on the border of two quarters.
  const wordAt = (run: Run, k: number) => (run.vertical ? lookup(run.line, k + 0.5) : lookup(k + 0.5, run.line))
  const runs = runsOf(lattice, plan, makeBreaks(lattice, wordAt))
  const used = new Set<string>()
  const take = (...candidates: string[]): string => {
    const name = candidates.find((candidate) => !used.has(candidate))
    if (name === undefined) throw new RangeError(`All of ${candidates.join('、')} are taken`)
    used.add(name)
    return name
  }
  const secondary = random.shuffle(recipe.secondaryWords)
  const out: NamedRun[] = []
  const push = (run: Run, name: string, bridge = false) => {
    const points: [number, number][] = []
    for (let k = run.from; k <= run.to; k++) points.push(run.vertical ? [run.line, k] : [k, run.line])
    out.push({ name, rank: run.rank, bridge, points })
  }

  let eastWest: { line: number; word: string } | undefined
  for (const run of runs.filter((r) => r.rank >= 3)) {
    if (run.rank === 4 && run.vertical) {
      const { name, bridge } = avenueName(recipe, lattice, run.line, run.from)
      push(run, name, bridge)
    } else if (run.rank === 4) {
      push(run, crossName(recipe, lattice, run.line, run.from))
    } else if (!run.vertical && run.from < 6 * UNITS && run.to === 6 * UNITS) {
      eastWest = { line: run.line, word: secondary.pop() ?? '' }
      push(run, take(`${eastWest.word}西路`))
    } else if (!run.vertical && run.from === 6 * UNITS && eastWest?.line === run.line) {
      push(run, take(`${eastWest.word}东路`))
    } else {
      const word = secondary.pop()
      if (word === undefined) throw new RangeError('The recipe has too few secondaryWords')
      push(run, run.vertical || random.chance(0.5) ? take(`${word}路`) : take(`${word}街`))
    }
  }

  for (const run of runs.filter((r) => r.rank === 2)) {
    const words = [...new Set(Array.from({ length: run.to - run.from }, (_, k) => wordAt(run, run.from + k)))].filter((w) => w !== undefined)
    const ends = run.vertical ? ['路', '街', '西路', '东路'] : ['街', '路', '南街', '北街']
    push(run, take(...ends.flatMap((end) => words.map((word) => `${word}${end}`)), ...moreNames(words)))
  }
  nameLanes(runs, wordAt, random.chance, lattice, take, push)
  return out
}

function moreNames(words: string[]): string[] {
  return ['大街', '中街', '支路', '新路', '新街'].flatMap((end) => words.map((word) => `${word}${end}`))
}

/** What the first lanes of an old neighbourhood are called before they are numbered. */
const OLD_LANES = ['巷', '北巷', '南巷', '东巷', '西巷', '前巷', '后巷', '横巷']

function nameLanes(
  runs: Run[],
  wordAt: (run: Run, k: number) => string | undefined,
  chance: (p: number) => boolean,
  lattice: Lattice,
  take: (...names: string[]) => string,
  push: (run: Run, name: string) => void,
): void {
  const byWord = new Map<string, Run[]>()
  for (const run of runs.filter((r) => r.rank === 1)) {
    const word = wordAt(run, run.from)
    if (word !== undefined) byWord.set(word, [...(byWord.get(word) ?? []), run])
  }
  for (const [word, lanes] of byWord) {
    const first = at(lanes, 0)
    const place = first.vertical ? [first.line, first.from] : [first.from, first.line]
    const lanesOnly = isOldCore(lattice, at(place, 0), at(place, 1)) || chance(0.28)
    const endOf = (run: Run) => (lanesOnly ? '巷' : run.vertical ? '路' : '街')
    const counts = new Map<string, number>()
    for (const run of lanes) {
      const end = endOf(run)
      const n = (counts.get(end) ?? 0) + 1
      counts.set(end, n)
      const old = end === '巷' ? OLD_LANES.map((lane) => `${word}${lane}`) : []
      const numbered = Array.from({ length: n }, (_, k) => `${word}${chineseNumber(k + 1)}${end}`)
      push(run, take(...old, ...numbered))
    }
  }
}

function isOldCore(lattice: Lattice, i: number, j: number): boolean {
  if (j < lattice.northBank) return false
  return lattice.blockAt(Math.floor(i / UNITS), 4 - Math.floor((j - lattice.northBank) / UNITS))?.land === 'c'
}

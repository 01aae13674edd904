/** A piece of a text; `same`: the other text has it too, in the same order. */
export interface Piece {
  readonly text: string
  readonly same: boolean
}

/** Words of a text beyond this are compared as one; the table of the comparison stays small. */
const MAX_WORDS = 600

const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' })

function wordsOf(text: string): string[] {
  const words = Array.from(segmenter.segment(text), ({ segment }) => segment)
  return words.length <= MAX_WORDS ? words : [...words.slice(0, MAX_WORDS), words.slice(MAX_WORDS).join('')]
}

/** Lengths of the longest common subsequence of the words from each pair of positions on. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  return at
}

const push = (pieces: Piece[], text: string, same: boolean): void => {
  const last = pieces.at(-1)
  if (last?.same === same) pieces[pieces.length - 1] = { text: last.text + text, same }
  else pieces.push({ text, same })
}

/** Both texts in pieces, word by word (longest common subsequence): what they share and what only one of them says. */
export function difference(left: string, right: string): { readonly left: readonly Piece[]; readonly right: readonly Piece[] } {
  const [a, b] = [wordsOf(left), wordsOf(right)]
  const common = commonLengths(a, b)
  const pieces: { left: Piece[]; right: Piece[] } = { left: [], right: [] }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i], b[j]]
    if (x !== undefined && x === y) {
      push(pieces.left, x, true)
      push(pieces.right, x, true)
      i += 1
      j += 1
    } else if (y === undefined || (x !== undefined && common(i + 1, j) >= common(i, j + 1))) {
      push(pieces.left, x ?? '', false)
      i += 1
    } else {
      push(pieces.right, y, false)
      j += 1
    }
  }
  return pieces
}

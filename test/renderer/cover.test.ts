import { describe, expect, it } from 'vitest'
import { cover, type CoverContext } from '../../renderer/client/media/cover.ts'

/** Tells what is drawn: the corners of each part that is filled. */
function context(): { readonly drawn: (readonly [number, number])[][]; readonly clip: number[]; readonly as: CoverContext } {
  const drawn: [number, number][][] = []
  const clip: number[] = []
  let path: [number, number][] = []
  const as: CoverContext = {
    fillStyle: '', strokeStyle: '', lineWidth: 1,
    save: () => undefined, restore: () => undefined, clip: () => undefined, closePath: () => undefined, stroke: () => undefined,
    beginPath: () => void (path = []), rect: (...box) => void clip.push(...box), lineTo: (x, y) => void path.push([x, y]), fill: () => void drawn.push(path),
  }
  return { drawn, clip, as }
}

const SQUARE: [number, number][] = [[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]]

describe('what is covered', () => {
  it('lies where the picture lies in its tile, and no further than it', () => {
    const { drawn, clip, as } = context()
    cover(as, [SQUARE], { x: 100, y: 50, width: 200, height: 100 })
    expect(clip).toEqual([100, 50, 200, 100])
    expect(drawn).toEqual([[[150, 75], [250, 75], [250, 125], [150, 125]]])
  })

  it('is enlarged with the picture', () => {
    const { drawn, as } = context()
    cover(as, [SQUARE], { x: 0, y: 0, width: 100, height: 100 }, { x: 0.5, y: 0.5, width: 0.5, height: 0.5 })
    expect(drawn).toEqual([[[-50, -50], [50, -50], [50, 50], [-50, 50]]])
  })
})

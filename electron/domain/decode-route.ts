/**
 * Where a camera's pictures are decoded and drawn. `gpu`: VideoFrames are drawn to the canvas.
 * `cpu`: pictures are copied out as I420, scaled to the tile and painted as pixels, because a
 * software GL would take longer than the time between two pictures. `media`: the media process
 * decodes, because WebCodecs can't, and sends pictures of the tile's size. `unsupported`: the window
 * can't decode what media left to it, and says so.
 */
export type DecodeRoute = 'gpu' | 'cpu' | 'media' | 'unsupported'

/** What a window found out about its machine; `decodes` is WebCodecs' answer per codec string. */
export type MachineFacts = { gpu: boolean; decodes: boolean; inMedia?: boolean }

export function chooseDecodeRoute(facts: MachineFacts): DecodeRoute {
  if (facts.inMedia) return 'media'
  if (!facts.decodes) return 'unsupported'
  return facts.gpu ? 'gpu' : 'cpu'
}

/** True for the WebGL renderer names of software rasterisers, and where there is no WebGL at all. */
export function isSoftwareRenderer(renderer: string | null): boolean {
  return renderer === null || renderer === '' || /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer)
}

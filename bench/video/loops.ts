import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'

/** Bits of the burnt-in number, one column each over the picture's whole width, lowest first, in its top eighteenth. */
export const BITS = 16
export const LOOP_PICTURES = 250
export const BAND = 1 / 18

export type LoopSize = { readonly width: number; readonly height: number; readonly kbps: number }
export const D1: LoopSize = { width: 704, height: 576, kbps: 1_000 }
export const HD: LoopSize = { width: 1_920, height: 1_080, kbps: 4_000 }

/** A ten-second loop at 25 pictures a second with each picture's number burnt in, H.264 without B pictures, a key picture every second; made once. */
export function loop({ width, height, kbps }: LoopSize, dir: string): string {
  const file = join(dir, `${width}x${height}.h264`)
  if (existsSync(file)) return file
  mkdirSync(dir, { recursive: true })
  const band = Math.ceil((height * BAND) / 2) * 2
  const lum = `if(mod(floor(N/pow(2,floor(X*${BITS}/W))),2),235,16)`
  const strip = `color=black:size=${width}x${band}:rate=25,format=yuv420p,geq=lum='${lum}':cb=128:cr=128[strip]`
  const filter = `testsrc2=size=${width}x${height}:rate=25,noise=alls=12:allf=t,format=yuv420p[scene];${strip};[scene][strip]overlay=0:0`
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-bf', '0', '-g', '25', '-x264-params', 'aud=1:scenecut=0', '-b:v', `${kbps}k`, '-maxrate', `${kbps}k`, '-bufsize', `${kbps}k`]
  const part = `${file}.part`
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', filter, '-frames:v', String(LOOP_PICTURES), ...encoder, '-f', 'h264', part])
  renameSync(part, file)
  return file
}

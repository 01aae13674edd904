import type { Measured } from '../../electron/contract/call.ts'

/** Below this, dBFS, there is nothing that could be called a tone. */
const FLOOR_DB = -70

/** The strongest frequency of a spectrum in dB, refined between bins by a parabola, Hz; null when all is quiet. `width` is a bin's width, Hz. */
export function peakHz(decibels: Float32Array, width: number): number | null {
  let best = 0
  for (let i = 1; i < decibels.length; i++) if ((decibels[i] ?? -Infinity) > (decibels[best] ?? -Infinity)) best = i
  const [left, top, right] = [decibels[best - 1] ?? -Infinity, decibels[best] ?? -Infinity, decibels[best + 1] ?? -Infinity]
  if (best === 0 || top < FLOOR_DB) return null
  const bend = left - 2 * top + right
  const shift = Number.isFinite(bend) && bend !== 0 ? (0.5 * (left - right)) / bend : 0
  return (best + shift) * width
}

/** What an analyser hears now: its strongest frequency and the level from 0 to 1. */
export function strongest(analyser: AnalyserNode, sampleRate: number): Measured {
  const decibels = new Float32Array(analyser.frequencyBinCount)
  analyser.getFloatFrequencyData(decibels)
  return { hz: peakHz(decibels, sampleRate / analyser.fftSize), level: levelOf(analyser) }
}

/** How loud it is now, root mean square, from 0 to 1. */
export function levelOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize)
  analyser.getFloatTimeDomainData(samples)
  const power = samples.reduce((sum, s) => sum + s * s, 0) / samples.length
  return Math.min(1, Math.sqrt(power))
}

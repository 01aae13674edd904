import type { WallScreen } from '../virtual-wall.mjs'

export const modelines: Record<string, string>
export const maxScreens: number
export function planScreens(screens: number | readonly string[]): Omit<WallScreen, 'on'>[]
export function sizeOf(mode: string): { width: number; height: number }
export function xorgConfig(plan: readonly Omit<WallScreen, 'on'>[]): string

import type { Format } from '../../ui/i18n.tsx'

const KB = 1024

/** A size as people read it: `840 KB`, `2.4 MB`. */
export const sizeWords = (bytes: number): string => (bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${(bytes / KB / KB).toFixed(1)} MB`)

export const distanceWords = (metres: number, format: Format): string => (metres < 950 ? `${format.number(Math.round(metres / 10) * 10)} m` : `${format.number(metres / 1000, 1)} km`)

/** Short letters for what has no picture: `PDF`, `MP4`. */
export const typeWords = (mediaType: string): string => (mediaType === 'text/plain' ? 'TXT' : (mediaType.split('/')[1] ?? '').toUpperCase())

export const isPicture = (mediaType: string): boolean => mediaType.startsWith('image/')

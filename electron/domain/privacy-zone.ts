import { z } from 'zod'
import { Role } from './role.ts'

/** A point of a picture: shares of its width and height from the upper left corner. */
export const PicturePoint = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)])
export type PicturePoint = z.infer<typeof PicturePoint>

/** A part of a camera's picture (隐私遮挡区) that is covered for everybody but the posts in `sees`. A polygon, its last corner joined to its first. */
export const PrivacyZone = z.strictObject({
  points: z.array(PicturePoint).min(3).max(32),
  sees: z.array(Role).max(Role.options.length).default([]),
})
export type PrivacyZone = z.infer<typeof PrivacyZone>

/** The zones that are covered for somebody with these posts; on a wall that all see, with none. */
export const coveredZones = (zones: readonly PrivacyZone[], roles: readonly Role[]): readonly PrivacyZone[] => zones.filter(({ sees }) => !sees.some((role) => roles.includes(role)))

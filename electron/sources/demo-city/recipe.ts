import { z } from 'zod'
import { Department, FieldUnit, Place, Position } from '../../domain/reference.ts'

const words = z.string().transform((text) => text.split(/\s+/).filter((word) => word !== ''))
const count = z.number().int().nonnegative()
const metres = z.number().positive()
/** A point of the plan in metres east and north of the centre, before the plan is bent along the river. */
const PlanPoint = z.tuple([z.number(), z.number()])
const Blob = z.object({ name: z.string(), at: PlanPoint, radius: z.tuple([metres, metres]) })
const CODE_ROWS = 9
const mapRows = z.array(z.string()).length(CODE_ROWS)

/**
 * What the demo city is made from. Lengths are metres, positions of the plan metres from the centre.
 * `streetMap` and `landMap` have one character for each block, north first: the letter of the street
 * office, and the land use (c old core, n new centre, r living, i industry, f farmland, h hills,
 * p park, l lake side, `.` outside the city).
 */
export const Recipe = z
  .object({
    id: z.string(),
    name: z.string(),
    nameEn: z.string(),
    seed: z.number().int(),
    centre: Position,
    note: z.string(),
    columns: z.array(metres).min(3),
    rowsNorth: z.array(metres).length(5),
    rowsSouth: z.array(metres).length(4),
    streetMap: mapRows,
    landMap: mapRows,
    districts: z.array(z.object({ code: z.string().regex(/^\d{6}$/), name: z.string(), streets: z.string() })),
    streetNames: z.record(z.string().length(1), z.string()),
    river: z.object({
      name: z.string(),
      halfWidth: metres,
      roadOffset: metres,
      waves: z.array(z.object({ amplitude: metres, length: metres, phase: z.number() })),
      island: z.object({
        name: z.string(),
        from: z.number(),
        to: z.number(),
        halfWidth: metres,
        offset: z.number(),
        widening: metres,
      }),
    }),
    tributaries: z.array(
      z.object({
        name: z.string(),
        road: z.string(),
        halfWidth: metres,
        side: z.union([z.literal(1), z.literal(-1)]),
        path: z.array(PlanPoint).min(3),
      }),
    ),
    lakes: z.array(Blob.extend({ road: z.string().nullable(), kind: z.literal('lake') })),
    hills: z.array(Blob),
    avenues: z.array(
      z.object({
        north: z.string(),
        northEn: z.string(),
        south: z.string(),
        southEn: z.string(),
        bridge: z.string().nullable(),
        bridgeEn: z.string().nullable(),
      }),
    ),
    crossAvenues: z.array(z.object({ name: z.string(), nameEn: z.string() })).length(CODE_ROWS),
    ringBridges: z.tuple([z.string(), z.string()]),
    highways: z.tuple([z.string(), z.string(), z.string()]),
    secondaryWords: words,
    words: z.object({ core: words, living: words, newtown: words, industry: words, rural: words }),
    landmarks: z.array(z.object({ name: z.string(), nameEn: z.string(), kind: Place.shape.kind, at: PlanPoint })),
    counts: z.object({
      primarySchools: count,
      middleSchools: count,
      clinics: count,
      markets: count,
      parks: count,
      floodPoints: count,
      crossingCameras: count,
    }),
    /** Landmarks that a camera watches. */
    cameraLandmarks: z.array(z.string()),
    departments: z.array(Department.omit({ at: true })),
    units: z.array(FieldUnit.pick({ kind: true, department: true, name: true }).extend({ count })),
  })
  .superRefine((recipe, context) => {
    for (const row of [...recipe.streetMap, ...recipe.landMap]) {
      if (row.length !== recipe.columns.length) {
        context.addIssue({ code: 'custom', message: `map row "${row}" has not ${recipe.columns.length} blocks` })
      }
    }
    if (recipe.avenues.length !== recipe.columns.length - 1) {
      context.addIssue({ code: 'custom', path: ['avenues'], message: 'one avenue between each two columns' })
    }
  })
export type Recipe = z.infer<typeof Recipe>

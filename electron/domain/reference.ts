import { z } from 'zod'

/** WGS-84 position in degrees, longitude first (CGCS2000 is treated as WGS-84). */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Position = z.infer<typeof Position>

/** A closed ring of WGS-84 positions; the last repeats the first. */
export const Ring = z.array(Position).min(4)
export type Ring = z.infer<typeof Ring>

const digits = (n: number) => z.string().regex(new RegExp(`^\\d{${n}}$`))

/** 行政区 district, 6-digit code (GB/T 2260 shape). */
export const District = z.object({ code: digits(6), name: z.string(), ring: Ring, centre: Position })
export type District = z.infer<typeof District>

/** 街道 street office, 9 digits: district + 3. */
export const Street = z.object({ code: digits(9), name: z.string(), ring: Ring, centre: Position })
export type Street = z.infer<typeof Street>

/** 社区 community, 12 digits: street + 3. */
export const Community = z.object({ code: digits(12), name: z.string(), ring: Ring, centre: Position })
export type Community = z.infer<typeof Community>

/** 单元网格 unit grid, 15 digits: community + 3 (GB/T 30428.1). */
export const Grid = z.object({ code: digits(15), name: z.string(), ring: Ring, centre: Position })
export type Grid = z.infer<typeof Grid>

/** A piece of road between two crossings; `name` is shared by all pieces of one road. */
export const RoadSegment = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['expressway', 'primary', 'secondary', 'tertiary', 'residential']),
  line: z.array(Position).min(2),
})
export type RoadSegment = z.infer<typeof RoadSegment>

/** 部件 component, 16 digits: 6 district + 2 class + 2 sub-class + 6 serial (GB/T 30428.2). */
export const Component = z.object({
  code: digits(16),
  /** Sub-class, 4 digits: class 01–05 and sub-class. */
  type: digits(4),
  name: z.string(),
  at: Position,
  grid: digits(15),
})
export type Component = z.infer<typeof Component>

/** 专业部门 department that handles cases. */
export const Department = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  nameEn: z.string(),
  /** Duty telephone, as dialled. */
  phone: z.string(),
  at: Position,
})
export type Department = z.infer<typeof Department>

/** 现场力量 field unit: a collector on foot, a patrol car, a repair crew. */
export const FieldUnit = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['collector', 'patrol', 'crew', 'sanitation']),
  department: z.string(),
  home: Position,
})
export type FieldUnit = z.infer<typeof FieldUnit>

/** A place that people name: square, park, school, hospital, station, bridge. */
export const Place = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['square', 'park', 'school', 'hospital', 'station', 'bridge', 'market', 'office', 'mall', 'port']),
  at: Position,
})
export type Place = z.infer<typeof Place>

/** 易积水点 low-lying point that floods; `depthLimitCm` closes the road (domain: 25 cm). */
export const FloodPoint = z.object({ id: z.string(), name: z.string(), at: Position, road: z.string(), depthLimitCm: z.number() })
export type FloodPoint = z.infer<typeof FloodPoint>

/** Where a city camera stands and looks. Its address is a setting, never reference data. */
export const CameraSite = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  at: Position,
  /** Clockwise from north, degrees. */
  bearing: z.number().min(0).max(360),
  group: z.string(),
})
export type CameraSite = z.infer<typeof CameraSite>

/** Water, parks and built-up areas; drawn, not coded. */
export const Ground = z.object({ kind: z.enum(['river', 'lake', 'park', 'built', 'green']), name: z.string(), ring: Ring })
export type Ground = z.infer<typeof Ground>

/** Everything that a city's base data holds. */
export const City = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  centre: Position,
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  districts: z.array(District),
  streets: z.array(Street),
  communities: z.array(Community),
  grids: z.array(Grid),
  roads: z.array(RoadSegment),
  components: z.array(Component),
  departments: z.array(Department),
  units: z.array(FieldUnit),
  places: z.array(Place),
  floodPoints: z.array(FloodPoint),
  cameras: z.array(CameraSite),
  grounds: z.array(Ground),
})
export type City = z.infer<typeof City>

import type { Rank } from './street-plan.ts'

/** Where along roads components of a type stand. */
export type ComponentRule = {
  /** Class and sub-class, 4 digits. */
  type: string
  name: string
  count: number
  /** Ranks of the roads that have it. */
  ranks: readonly Rank[]
  /** Metres from the road's middle. */
  offset: readonly [number, number]
  atCrossings?: boolean
}

const ALL: readonly Rank[] = [1, 2, 3, 4]
const STREETS: readonly Rank[] = [2, 3, 4]
const MAIN: readonly Rank[] = [3, 4]
const LANES: readonly Rank[] = [1, 2]

/** Component types after GB/T 30428.2: classes 01 public works, 02 traffic, 03 cleanliness, 04 greenery, 05 other. */
export const COMPONENT_RULES: readonly ComponentRule[] = [
  { type: '0101', name: '上水井盖', count: 900, ranks: ALL, offset: [1, 4] },
  { type: '0102', name: '污水井盖', count: 1600, ranks: ALL, offset: [0, 3] },
  { type: '0103', name: '雨水井盖', count: 1500, ranks: ALL, offset: [1, 4] },
  { type: '0104', name: '雨水箅子', count: 2200, ranks: ALL, offset: [4, 6] },
  { type: '0105', name: '电力井盖', count: 700, ranks: STREETS, offset: [6, 9] },
  { type: '0107', name: '通信井盖', count: 800, ranks: STREETS, offset: [6, 9] },
  { type: '0110', name: '热力井盖', count: 160, ranks: STREETS, offset: [3, 6] },
  { type: '0111', name: '燃气井盖', count: 500, ranks: ALL, offset: [3, 6] },
  { type: '0113', name: '消火栓', count: 900, ranks: ALL, offset: [7, 9] },
  { type: '0115', name: '通信交接箱', count: 360, ranks: ALL, offset: [8, 10] },
  { type: '0116', name: '变压器箱', count: 420, ranks: ALL, offset: [8, 11] },
  { type: '0118', name: '路灯', count: 4200, ranks: ALL, offset: [6, 8] },
  { type: '0126', name: '健身设施', count: 180, ranks: LANES, offset: [12, 18] },
  { type: '0201', name: '停车场', count: 160, ranks: STREETS, offset: [18, 26] },
  { type: '0203', name: '公交站亭', count: 640, ranks: STREETS, offset: [8, 10] },
  { type: '0205', name: '过街天桥', count: 36, ranks: [4], offset: [0, 1] },
  { type: '0209', name: '交通标志牌', count: 900, ranks: STREETS, offset: [7, 9] },
  { type: '0210', name: '交通信号灯', count: 860, ranks: MAIN, offset: [9, 13], atCrossings: true },
  { type: '0211', name: '交通护栏', count: 420, ranks: MAIN, offset: [0, 1] },
  { type: '0213', name: '路名牌', count: 900, ranks: ALL, offset: [8, 11], atCrossings: true },
  { type: '0301', name: '公共厕所', count: 220, ranks: STREETS, offset: [14, 20] },
  { type: '0304', name: '垃圾收集站', count: 150, ranks: LANES, offset: [12, 18] },
  { type: '0305', name: '垃圾箱', count: 1500, ranks: ALL, offset: [7, 9] },
  { type: '0307', name: '广告牌匾', count: 380, ranks: MAIN, offset: [12, 18] },
  { type: '0401', name: '古树名木', count: 60, ranks: LANES, offset: [9, 16] },
  { type: '0402', name: '行道树', count: 3600, ranks: ALL, offset: [6, 8] },
  { type: '0404', name: '花架花钵', count: 240, ranks: MAIN, offset: [8, 11] },
  { type: '0406', name: '城市雕塑', count: 60, ranks: MAIN, offset: [14, 22] },
  { type: '0407', name: '休憩座椅', count: 620, ranks: STREETS, offset: [9, 13] },
  { type: '0503', name: '水域护栏', count: 160, ranks: MAIN, offset: [10, 14] },
  { type: '0504', name: '人防工事入口', count: 70, ranks: STREETS, offset: [14, 22] },
]

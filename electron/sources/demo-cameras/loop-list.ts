import { z } from 'zod'

/** A camera of the demo, as the city's base data names it. */
export const DemoCamera = z.object({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  name: z.string().min(1).max(60),
  nameEn: z.string().max(120).default(''),
})
export type DemoCamera = z.infer<typeof DemoCamera>

/** Where cameras come from: a city's base data or a bare list of cameras. */
export const CameraSource = z.union([z.array(DemoCamera), z.object({ cameras: z.array(DemoCamera) }).transform((city) => city.cameras)])

/** A loop on disk: `file` is an Annex-B H.264 stream in the list's folder. */
export const DemoLoop = DemoCamera.extend({
  file: z.string().regex(/^[A-Za-z0-9._-]+$/),
  frames: z.number().int().positive(),
  /** Hash of everything that the loop was made from. */
  stamp: z.string(),
})
export type DemoLoop = z.infer<typeof DemoLoop>

/** `cameras.json` beside the loops. */
export const LoopList = z.object({ version: z.literal(1), loops: z.array(DemoLoop) })
export type LoopList = z.infer<typeof LoopList>

export const LIST_FILE = 'cameras.json'

/** The demo's cameras where no city is given. */
export const DEFAULT_CAMERAS: readonly DemoCamera[] = [
  ['江滨大道与人民路口', 'Jiangbin Avenue at Renmin Road'],
  ['江畔大桥北桥头', 'Riverside Bridge, north end'],
  ['中山路下穿通道', 'Zhongshan Road underpass'],
  ['市民广场', 'Citizens’ Square'],
  ['绕城高速东段', 'Ring expressway, east'],
  ['老街夜市', 'Old Street night market'],
  ['解放路与文化路口', 'Jiefang Road at Wenhua Road'],
  ['滨江大桥南桥头', 'Binjiang Bridge, south end'],
  ['铁路涵洞积水点', 'Railway culvert, flood point'],
  ['火车站站前广场', 'Station forecourt'],
  ['快速路高架西段', 'Elevated expressway, west'],
  ['东门农贸市场', 'East Gate produce market'],
  ['建设路与和平路口', 'Jianshe Road at Heping Road'],
  ['长虹大桥', 'Changhong Bridge'],
  ['学府路与科技路口', 'Xuefu Road at Keji Road'],
  ['新城大道与站北路口', 'Xincheng Avenue at Zhanbei Road'],
  ['环城快速路北段', 'Ring road, north'],
  ['湖滨公园正门', 'Lakeside Park, main gate'],
  ['工业路与港务路口', 'Gongye Road at Gangwu Road'],
  ['客运码头', 'Passenger wharf'],
  ['步行街南口', 'Pedestrian street, south end'],
  ['迎宾路与机场路口', 'Yingbin Road at Jichang Road'],
  ['城南隧道入口', 'Chengnan tunnel, entrance'],
  ['机场高速出口', 'Airport expressway, exit'],
].map(([name = '', nameEn = ''], i) => ({ id: `cam-${String(i + 1).padStart(2, '0')}`, name, nameEn }))

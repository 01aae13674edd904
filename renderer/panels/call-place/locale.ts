import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    label: '从此处呼叫',
    point: '地图位置',
    grid: '网格 {code}',
    'grid.none': '不在任何网格内',
    'nobody': '此网格没有登记负责人：在通讯录 CSV 的“网格”列填写街道、社区或网格代码。',
    'unit.none': '没有登记电话：在通讯录 CSV 的“力量”列填写 {id}。',
    nearest: '最近力量 {metres} 米',
    close: '收起',
  },
  en: {
    label: 'Call from here',
    point: 'Place on the map',
    grid: 'Grid {code}',
    'grid.none': 'In no grid',
    'nobody': 'Nobody is listed for this grid: put the code of its street, community or grid into the directory’s column “areas”.',
    'unit.none': 'No number on file: put {id} into the directory’s column “unit”.',
    nearest: 'Nearest unit, {metres} m',
    close: 'Close',
  },
})

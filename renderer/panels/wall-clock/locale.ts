import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    centre: '{city}城市运行管理中心',
    reported: '今日上报',
    closed: '今日结案',
    open: '在办',
    warn: '将超时',
    overdue: '超时',
    'core.away': '核心重启中，数据停在 {time}',
    cameras: '所选视频',
  },
  en: {
    centre: '{city} City Operation Centre',
    reported: 'Reported today',
    closed: 'Closed today',
    open: 'Open',
    warn: 'Nearly due',
    overdue: 'Overdue',
    'core.away': 'Core is restarting; data as of {time}',
    cameras: 'Chosen cameras',
  },
})

import { defineLocale } from '../ui/i18n.tsx'

export const wallLocale = defineLocale({
  zh: { locked: '已锁定 · {name}', held: '{name} 操作中', touring: '轮巡中', alone: '与主控机失联，画面截至 {time}', waiting: '正在连接主控机' },
  en: { locked: 'Locked · {name}', held: 'Held by {name}', touring: 'Tour', alone: 'No way to the main machine; as of {time}', waiting: 'Connecting to the main machine' },
})

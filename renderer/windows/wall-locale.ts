import { defineLocale } from '../ui/i18n.tsx'

export const wallLocale = defineLocale({
  zh: { locked: '已锁定 · {name}', held: '{name} 操作中', touring: '轮巡中' },
  en: { locked: 'Locked · {name}', held: 'Held by {name}', touring: 'Tour' },
})

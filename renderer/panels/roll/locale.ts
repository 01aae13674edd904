import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    title: '案件动态',
    none: '今天还没有案件动态',
  },
  en: {
    title: 'What happens now',
    none: 'Nothing has happened yet',
  },
})

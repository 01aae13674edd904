import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    title: '案件动态',
    none: '今天还没有案件动态',
    'case.reported': '上报',
    'case.accepted': '受理',
    'case.filed': '立案',
    'case.dispatched': '派遣',
    'case.handled': '处置完成',
    'case.checked': '核查通过',
    'case.closed': '结案',
    'case.followed-up': '回访',
  },
  en: {
    title: 'What happens now',
    none: 'Nothing has happened yet',
    'case.reported': 'Reported',
    'case.accepted': 'Accepted',
    'case.filed': 'Filed',
    'case.dispatched': 'Dispatched',
    'case.handled': 'Handled',
    'case.checked': 'Checked',
    'case.closed': 'Closed',
    'case.followed-up': 'Followed up',
  },
})

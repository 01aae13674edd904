import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    selected: '当前案件',
    left: '剩余',
    over: '超时',
    held: '暂停',
    used: '已用',
    stopped: '已停表',
    'no-clock': '无时限',
    due: '{time} 到期',
    paused: '非工作时间，时限暂停计时',
    suspended: '挂账中，暂停计时',
    pressing: '最紧迫案件',
    'pressing.none': '没有在办案件',
    total: '在办 {n}',
  },
  en: {
    selected: 'Selected case',
    left: 'Left',
    over: 'Overdue',
    held: 'Paused',
    used: 'Used',
    stopped: 'Stopped',
    'no-clock': 'No limit',
    due: 'Due {time}',
    suspended: 'Suspended, the limit is paused',
    paused: 'Outside working hours; the limit stands still',
    pressing: 'Most pressing',
    'pressing.none': 'No open cases',
    total: '{n} open',
  },
})

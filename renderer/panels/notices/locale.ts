import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    label: '通知',
    reported: '已上报：{number}',
    stepped: '{number} 已{step}',
    'core-back': '核心进程已恢复，数据已更新',
    recovering: '核心进程正在恢复，已停留在 {time} 的数据。期间不能办理，可继续查看。',
  },
  en: {
    label: 'Notices',
    reported: 'Reported: {number}',
    stepped: '{number}: {step} — done',
    'core-back': 'Core is back; everything is up to date',
    recovering: 'Core is recovering; data is as of {time}. You can look, but not act, until it is back.',
  },
})

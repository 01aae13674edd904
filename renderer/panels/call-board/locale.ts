import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: { title: '通话', live: '{n} 路通话', waiting: '{n} 个等待', missed: '未接 {n}', none: '现在没有通话', error: '通话情况读取失败，正在重试', unknown: '陌生来电', withheld: '未显示号码', 'state.waiting': '来电等待', 'state.talking': '通话中', 'state.dialling': '正在接通', 'state.missed': '未接' },
  en: { title: 'Calls', live: '{n} under way', waiting: '{n} waiting', missed: '{n} missed', none: 'No calls now', error: 'Calls cannot be read; trying again', unknown: 'Unknown caller', withheld: 'Number withheld', 'state.waiting': 'waiting', 'state.talking': 'talking', 'state.dialling': 'dialling', 'state.missed': 'missed' },
})

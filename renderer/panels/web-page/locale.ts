import { defineLocale } from '../../ui/i18n.tsx'

export const webLocale = defineLocale({
  zh: {
    unlisted: '设置中没有这个网页',
    failed: '{name} 打不开',
    retry: '{n} 秒后重试',
    'why.host': '找不到主机',
    'why.offline': '网络已断开',
    'why.refused': '对方没有接受连接',
    'why.timeout': '对方没有应答',
    'why.certificate': '证书不可信',
    'why.blocked': '不在允许范围内',
    'why.http': '对方答复 {status}',
    'why.crashed': '网页已崩溃',
    'why.other': '加载失败',
  },
  en: {
    unlisted: 'This page is not in the settings',
    failed: '{name} cannot be shown',
    retry: 'Tried again in {n} s',
    'why.host': 'Its host is not found',
    'why.offline': 'The network is down',
    'why.refused': 'Its host takes no connection',
    'why.timeout': 'Its host does not answer',
    'why.certificate': 'Its certificate is not trusted',
    'why.blocked': 'It is not allowed there',
    'why.http': 'Its host answers {status}',
    'why.crashed': 'The page crashed',
    'why.other': 'It could not be loaded',
  },
})

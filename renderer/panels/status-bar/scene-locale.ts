import { defineLocale } from '../../ui/i18n.tsx'

export const sceneLocale = defineLocale({
  zh: {
    wall: '大屏',
    page: '场景…',
    screen: '屏 {n}',
    chosen: '所选视频',
    toggle: '本机大屏',
    cameras: '视频条',
    new: '新建案件',
    find: '命令栏',
    keys: '快捷键',
  },
  en: {
    wall: 'Wall',
    page: 'Scenes…',
    screen: 'Screen {n}',
    chosen: 'Cameras',
    toggle: 'Wall here',
    cameras: 'Cameras',
    new: 'New case',
    find: 'Command bar',
    keys: 'Keys',
  },
})

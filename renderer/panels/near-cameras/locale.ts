import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    title: '附近摄像机',
    at: '{lng}，{lat}',
    faces: '朝向此处',
    away: '不朝此处',
    none: '没有登记摄像机',
    best: '最佳四路上屏 {n}',
    'no-screen': '没有可用的大屏',
    move: '移动此点',
    walk: '选摄像机',
    open: '放大',
    close: '关闭',
    'distance.m': '{n} 米',
    'distance.km': '{n} 公里',
  },
  en: {
    title: 'Cameras near here',
    at: '{lng}, {lat}',
    faces: 'faces it',
    away: 'looks elsewhere',
    none: 'No cameras registered',
    best: 'Best four on screen {n}',
    'no-screen': 'There is no screen',
    move: 'move the point',
    walk: 'choose',
    open: 'open large',
    close: 'Close',
    'distance.m': '{n} m',
    'distance.km': '{n} km',
  },
})

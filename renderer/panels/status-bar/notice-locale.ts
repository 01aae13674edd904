import { defineLocale } from '../../ui/i18n.tsx'

/** Sentences for the notices of core and main, by their code. */
export const noticeWords = defineLocale({
  zh: {
    'settings-problem': '设置文件第 {line} 行 {path} 未采用（{message}）。请改正后重新启动；其余设置照常生效。',
    'camera-problem': '摄像机 {camera} 未接入（{message}）。请在设置文件中改正；其余摄像机照常。',
    'base-map-unusable': '底图文件 {file} 不能使用（{message}）。请换一个 PMTiles 文件；目前显示内置底图。',
    'low-space': '数据目录 {dir} 只剩 {freeMb} MB。请尽快清理磁盘，写满后将无法保存新案件。',
  },
  en: {
    'settings-problem': 'Line {line} of the settings, {path}, is not used ({message}). Correct it and start again; the other settings hold.',
    'camera-problem': 'Camera {camera} is not connected ({message}). Correct it in the settings file; the other cameras go on.',
    'base-map-unusable': 'The base map {file} cannot be used ({message}). Name another PMTiles file; the built-in map is shown.',
    'low-space': 'Only {freeMb} MB are left for {dir}. Free some space soon: new cases cannot be saved on a full disk.',
  },
})

import { defineLocale } from '../../ui/i18n.tsx'

/** Sentences for the notices of core and main, by their code. */
export const noticeWords = defineLocale({
  zh: {
    'settings-problem': '设置文件第 {line} 行 {path} 未采用（{message}）。请改正后重新启动；其余设置照常生效。',
    'camera-problem': '摄像机 {camera} 未接入（{message}）。请在设置文件中改正；其余摄像机照常。',
    'base-map-unusable': '底图文件 {file} 不能使用（{message}）。请换一个 PMTiles 文件；目前显示内置底图。',
    'low-space': '数据目录 {dir} 只剩 {freeMb} MB。请尽快清理磁盘，写满后将无法保存新案件。',
    'database-restored': '数据库已损坏，已另存为 {file}，并由备份和仍可读取的记录重建：补回 {added} 条，丢失 {lost} 条。请检查磁盘，并核对最近的案件。',
    'database-damaged': '数据库有损坏（{why}）。请尽快重新启动：启动时会由备份和仍可读取的记录重建。',
    'backup-failed': '未能备份到 {dir}（{why}）。一小时后重试；请检查该目录和磁盘空间。',
    'chain-broken': '工作站 {station} 第 {seq} 条记录的校验不符，可能被改动。请运行 npm run verify 核查。',
    'chain-cut': '工作站 {station} 第 {from} 至 {to} 条记录缺失，曾经签名确认。请保留 {file} 并核查。',
    'chain-replaced': '工作站 {station} 第 {seq} 条记录与签名不符，记录链被重写。请保留 {file} 并核查。',
    'chain-forged': '{file} 不是本工作站签名。请保留并核查。',
    'chain-unreadable': '签名文件 {file} 无法读取。请保留并核查。',
    'chain-no-head': '已有记录而缺少签名文件 head.json，无法判断末尾是否被截去。请核查数据目录。',
    'chain-no-key': '签名文件存在而缺少工作站密钥，无法核对。请核查数据目录。',
  },
  en: {
    'settings-problem': 'Line {line} of the settings, {path}, is not used ({message}). Correct it and start again; the other settings hold.',
    'camera-problem': 'Camera {camera} is not connected ({message}). Correct it in the settings file; the other cameras go on.',
    'base-map-unusable': 'The base map {file} cannot be used ({message}). Name another PMTiles file; the built-in map is shown.',
    'low-space': 'Only {freeMb} MB are left for {dir}. Free some space soon: new cases cannot be saved on a full disk.',
    'database-restored': 'The database was damaged. It is kept as {file}, and was made again from a backup and what can still be read: {added} events added, {lost} lost. Check the disk and the latest cases.',
    'database-damaged': 'The database is damaged ({why}). Start again soon: it is then made again from a backup and what can still be read.',
    'backup-failed': 'No backup could be made in {dir} ({why}). It is tried again in an hour; check that folder and the space on its disk.',
    'chain-broken': 'Event {seq} of station {station} does not fit its chain and may have been changed. Run npm run verify.',
    'chain-cut': 'Events {from} to {to} of station {station} were signed for and are gone. Keep {file} and look into it.',
    'chain-replaced': 'Event {seq} of station {station} is not the one that was signed for: the chain was written anew. Keep {file} and look into it.',
    'chain-forged': '{file} was not signed by this station. Keep it and look into it.',
    'chain-unreadable': 'The signed head {file} cannot be read. Keep it and look into it.',
    'chain-no-head': 'There are events but no head.json: whether the end was cut cannot be told. Look into the data folder.',
    'chain-no-key': 'There is a signed head but no station key to check it with. Look into the data folder.',
  },
})

import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    label: '通知',
    reported: '已上报：{number}',
    stepped: '{number} 已{step}',
    merged: '{number} 已并入 {into}',
    undo: '撤销',
    'core-back': '核心进程已恢复，数据已更新',
    recovering: '核心进程正在恢复，已停留在 {time} 的数据。期间不能办理，可继续查看。',
    'lost.locked': '另一个控制台正在使用同一数据目录。请关闭它，或换一个数据目录启动。',
    'lost.newer-database': '数据库由更新版本的程序写入，本版本不能打开。请升级控制台，或换一个数据目录启动。',
    'lost.disk-full': '磁盘空间不足，核心进程无法启动。请清理磁盘，之后会自动恢复。',
    'lost.data-unreadable': '数据目录无法读写。请检查目录是否存在、当前用户是否有权限。',
    'lost.bad-arguments': '启动参数有误，核心进程无法启动。请查看日志并更正。',
    'lost.failed': '核心进程多次启动失败。请查看日志；已确认的内容都在数据目录中。',
  },
  en: {
    label: 'Notices',
    reported: 'Reported: {number}',
    stepped: '{number}: {step} — done',
    merged: '{number} went into {into}',
    undo: 'Undo',
    'core-back': 'Core is back; everything is up to date',
    recovering: 'Core is recovering; data is as of {time}. You can look, but not act, until it is back.',
    'lost.locked': 'Another console uses the same data folder. Close it, or start with another data folder.',
    'lost.newer-database': 'The database was written by a newer version. Update this console, or start with another data folder.',
    'lost.disk-full': 'The disk is full and core cannot start. Free some space; it then recovers by itself.',
    'lost.data-unreadable': 'The data folder cannot be read or written. Check that it is there and that this user may use it.',
    'lost.bad-arguments': 'Core cannot start with these arguments. See the log and correct them.',
    'lost.failed': 'Core failed to start several times. See the log; all that was confirmed is in the data folder.',
  },
})

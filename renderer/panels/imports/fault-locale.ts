import { defineLocale } from '../../ui/i18n.tsx'

/** What is wrong with a cell, and what to do, by core's code. */
export const faultLocale = defineLocale({
  zh: {
    'mapped-column-missing': '对应关系中的列不在表里，请检查列名',
    'unknown-field': '对应关系中没有这一内容',
    'field-twice': '同一内容有两列，请只保留一列',
    'column-missing': '缺少此列，请在“各列对应的内容”中指定',
    'no-rows': '表头下面没有内容',
    'too-many-rows': '行数过多，请拆分文件',
    missing: '没有填写',
    'too-long': '过长，请缩短',
    'too-many': '过多，请减少',
    twice: '重复，请只保留一个',
    elsewhere: '与小类代码不一致，请更正',
    'other-than-before': '与上面同代码的行不一致，请统一',
    'bad-kind': '应为“事件”或“部件”',
    'bad-code': '应为 4 位数字',
    'bad-limit': '应为数字加“紧急工作时”“工作时”或“工作日”',
    'unknown-department': '没有这个处置部门，请用部门名称或编号',
    'class-twice': '大类代码重复', 'sub-class-twice': '小类代码重复', 'condition-twice': '立案条件代码重复', 'sub-class-elsewhere': '小类不在自己的大类下', 'condition-elsewhere': '立案条件代码应以小类代码开头', 'no-sub-class': '大类下没有小类',
    'bad-grid-code': '应为 15 位数字', 'bad-boundary': '看不出边界，请用 WKT、GeoJSON 或“经度,纬度;…”', 'several-parts': '边界有几块，请分成几个网格', 'has-hole': '边界中间有洞，请改为一圈', 'too-many-corners': '边界点超过 1000 个，请简化', 'bad-position': '不是有效的经纬度', 'swapped-axes': '经纬度写反了，请把经度写在前面', 'crosses-itself': '边界自己相交，请更正', overlaps: '与此网格重叠，请更正边界',
    'bad-day': '不是日期，请写成 2027-01-01', 'bad-day-kind': '应为“放假”或“调休上班”', 'year-missing': '缺少这一年，请一并导入',
    'bad-caseId': '只能用字母、数字、点和横线，至多 64 位', 'bad-subClass': '应为 4 位数字', 'bad-description': '应为 1 至 2000 字', 'bad-lng': '应为 −180 至 180 的数', 'bad-lat': '应为 −90 至 90 的数', 'bad-crs': '应为 WGS-84、GCJ-02 或 BD-09',
    'bad-place': '至多 200 字', 'bad-grid': '应为 15 位数字', 'bad-component': '应为 16 位数字', 'bad-source': '不是已知的来源', 'bad-reporterName': '至多 64 字', 'bad-reporterPhone': '至多 32 位', 'bad-occurredAt': '应为 2026-11-25 09:00',
    'unknown-class': '代码表中没有这个小类', 'in-the-future': '时间晚于现在', 'outside-city': '位置不在本市范围内', conflict: '已经有这个案件，可能此文件导入过', 'role-missing': '您的岗位不能上报',
    'bad-id': '至多 64 个字', 'bad-bearing': '应为 0 至 360 的数', 'bad-transport': '应为 tcp、udp 或 tls', 'holds-password': '地址里不能写密码，请用“凭据”列', 'address-invalid': '地址看不懂，请写成 rtsp://主机/路径', 'scheme-not-allowed': '只接受 rtsp、rtsps（云台为 http、https）或 file 地址', 'host-not-allowed': '主机不在允许范围，请加到设置的 allowHosts', 'folder-not-allowed': '文件夹不在允许范围，请加到设置的 videoFolders', 'tls-scheme': 'tls 只用于 rtsps 地址',
    malformed: '不符合格式',
  },
  en: {
    'mapped-column-missing': 'this column is not in the table: check its name',
    'unknown-field': 'there is no such field',
    'field-twice': 'two columns hold the same: keep one',
    'column-missing': 'this column is missing: choose it under “What each column holds”',
    'no-rows': 'there is nothing below the heads',
    'too-many-rows': 'too many rows: split the file',
    missing: 'is empty',
    'too-long': 'is too long: shorten it',
    'too-many': 'too many: leave some out',
    twice: 'is there twice: keep one',
    elsewhere: 'does not fit the sub-class code: correct it',
    'other-than-before': 'differs from a row above with the same code: make them alike',
    'bad-kind': 'must be 事件 (event) or 部件 (component)',
    'bad-code': 'must be 4 digits',
    'bad-limit': 'must be a number with 紧急工作时 (hours round the clock), 工作时 (working hours) or 工作日 (working days)',
    'unknown-department': 'no such department: use its name or id',
    'class-twice': 'class code twice', 'sub-class-twice': 'sub-class code twice', 'condition-twice': 'condition code twice', 'sub-class-elsewhere': 'sub-class outside its class', 'condition-elsewhere': 'a condition’s code begins with its sub-class’s', 'no-sub-class': 'class without sub-classes',
    'bad-grid-code': 'must be 15 digits', 'bad-boundary': 'is no boundary: use WKT, GeoJSON or “lng,lat;…”', 'several-parts': 'the boundary has several parts: make them grids of their own', 'has-hole': 'the boundary has a hole: make it one ring', 'too-many-corners': 'more than 1,000 corners: simplify it', 'bad-position': 'is no position in degrees', 'swapped-axes': 'latitude stands first: write the longitude first', 'crosses-itself': 'the boundary crosses itself: correct it', overlaps: 'overlaps this grid: correct the boundary',
    'bad-day': 'is no date: write 2027-01-01', 'bad-day-kind': 'must be 放假 (holiday) or 调休上班 (worked)', 'year-missing': 'this year is missing: import it too',
    'bad-caseId': 'letters, digits, dots and dashes only, at most 64', 'bad-subClass': 'must be 4 digits', 'bad-description': 'must have 1 to 2,000 characters', 'bad-lng': 'must be a number from −180 to 180', 'bad-lat': 'must be a number from −90 to 90', 'bad-crs': 'must be WGS-84, GCJ-02 or BD-09',
    'bad-place': 'at most 200 characters', 'bad-grid': 'must be 15 digits', 'bad-component': 'must be 16 digits', 'bad-source': 'is no known source', 'bad-reporterName': 'at most 64 characters', 'bad-reporterPhone': 'at most 32 characters', 'bad-occurredAt': 'must be like 2026-11-25 09:00',
    'unknown-class': 'the code table has no such sub-class', 'in-the-future': 'is later than now', 'outside-city': 'lies outside the city', conflict: 'this case is there already: was the file imported before?', 'role-missing': 'your post may not report',
    'bad-id': 'at most 64 characters', 'bad-bearing': 'must be a number from 0 to 360', 'bad-transport': 'must be tcp, udp or tls', 'holds-password': 'an address must hold no password: use the credential column', 'address-invalid': 'is no address: write rtsp://host/path', 'scheme-not-allowed': 'only rtsp, rtsps (for motors http, https) and file are taken', 'host-not-allowed': 'host not allowed: add it to allowHosts', 'folder-not-allowed': 'folder not allowed: add it to videoFolders', 'tls-scheme': 'tls goes with rtsps addresses',
    malformed: 'does not fit',
  },
})

type FaultKey = keyof typeof faultLocale.zh

/** Whether core's code has words of its own. */
export const isFaultKey = (code: string): code is Extract<FaultKey, string> => Object.hasOwn(faultLocale.zh, code)

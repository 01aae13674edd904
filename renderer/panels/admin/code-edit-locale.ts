import { defineLocale } from '../../ui/i18n.tsx'

/** Words of changing and importing the code table. */
export const editLocale = defineLocale({
  zh: {
    new: '新增小类', edit: '修改小类 {code}', code: '小类代码（前两位为大类）', name: '名称', 'name-en': '英文名称', department: '通常由', words: '常用说法（用顿号隔开）',
    condition: '立案条件', limit: '处置时限', 'limit.urgent': '紧急工作时', 'limit.hours': '工作时', 'limit.days': '工作日', closing: '结案条件',
    'add-condition': '增加立案条件', 'drop-condition': '删除此条件', note: '修改说明', save: '保存并启用', faulty: '标出的内容没有填对，请更正后保存。',
    keeps: '保存后即为新版本，立即启用；已立案的案件仍按原版本。',
    'remove.title': '删除小类 {code} {name}', 'remove.body': '新的上报不能再选此小类；已有案件仍按原版本显示和计时。可回到此前的版本撤销。', remove: '删除',
    'button.edit': '修改', 'button.new': '新增', 'button.import': '导入', 'button.export': '导出', 'button.versions': '版本',
    'key.edit': '修改', 'key.new': '新增', 'key.remove': '删除', 'key.import': '导入', 'key.export': '导出', 'key.versions': '版本', readonly: '由管理员修改',
    'import.title': '导入代码表', 'import.hint': '每行一个立案条件；表头与导出的文件一致，也可在下一步指定各列。',
    'import.same': '与现行版本 {base} 相同', 'import.diff': '与现行版本 {base} 相比：新增 {added}、修改 {changed}、删除 {removed} 个小类',
    'import.counts': '{classes} 大类 · {subClasses} 小类 · {conditions} 立案条件', 'import.go': '启用为版本 {version}', 'import.version': '版本号',
    'how.added': '新增', 'how.changed': '修改', 'how.removed': '删除',
    'part.class': '大类名称', 'part.name': '名称', 'part.nameEn': '英文名称', 'part.department': '处置部门', 'part.words': '常用说法', 'part.text': '条件', 'part.limit': '时限', 'part.closing': '结案条件',
    'field.kind': '类型', 'field.class_code': '大类代码', 'field.class_name': '大类名称', 'field.class_name_en': '大类英文', 'field.code': '小类代码', 'field.name': '小类名称', 'field.name_en': '小类英文', 'field.department': '处置部门', 'field.words': '常用说法',
    'field.condition_code': '立案条件代码', 'field.condition': '立案条件', 'field.limit': '处置时限', 'field.limit_kind': '时限单位', 'field.closing': '结案条件',
    back: '返回',
  },
  en: {
    new: 'New sub-class', edit: 'Change sub-class {code}', code: 'Code (its class first)', name: 'Name', 'name-en': 'Name in English', department: 'Usually', words: 'Also called (commas between)',
    condition: 'Filing condition', limit: 'Limit', 'limit.urgent': 'hours round the clock', 'limit.hours': 'working hours', 'limit.days': 'working days', closing: 'Closed when',
    'add-condition': 'Add a condition', 'drop-condition': 'Remove this condition', note: 'What was changed', save: 'Save and put in force', faulty: 'What is marked is not filled in right: correct it and save.',
    keeps: 'Saving makes a new version, in force at once; filed cases keep theirs.',
    'remove.title': 'Remove sub-class {code} {name}', 'remove.body': 'New reports can no longer choose it; cases that are there keep their version. Going back to the version before undoes it.', remove: 'Remove',
    'button.edit': 'Change', 'button.new': 'New', 'button.import': 'Import', 'button.export': 'Export', 'button.versions': 'Versions',
    'key.edit': 'Change', 'key.new': 'New', 'key.remove': 'Remove', 'key.import': 'Import', 'key.export': 'Export', 'key.versions': 'Versions', readonly: 'Changed by the administrator',
    'import.title': 'Import a code table', 'import.hint': 'A row for each filing condition; heads as in the exported file, or choose the columns next.',
    'import.same': 'The same as version {base}', 'import.diff': 'Against version {base}: {added} sub-classes added, {changed} changed, {removed} removed',
    'import.counts': '{classes} classes · {subClasses} sub-classes · {conditions} filing conditions', 'import.go': 'Put in force as {version}', 'import.version': 'Version',
    'how.added': 'added', 'how.changed': 'changed', 'how.removed': 'removed',
    'part.class': 'class', 'part.name': 'name', 'part.nameEn': 'English name', 'part.department': 'department', 'part.words': 'words', 'part.text': 'condition', 'part.limit': 'limit', 'part.closing': 'closing',
    'field.kind': 'Kind', 'field.class_code': 'Class code', 'field.class_name': 'Class', 'field.class_name_en': 'Class in English', 'field.code': 'Sub-class code', 'field.name': 'Sub-class', 'field.name_en': 'Sub-class in English', 'field.department': 'Department', 'field.words': 'Words',
    'field.condition_code': 'Condition code', 'field.condition': 'Filing condition', 'field.limit': 'Limit', 'field.limit_kind': 'Limit unit', 'field.closing': 'Closed when',
    back: 'Back',
  },
})

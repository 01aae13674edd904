import { defineLocale } from '../../ui/i18n.tsx'

export const locale = defineLocale({
  zh: {
    title: '常用语',
    placeholder: '输入文字或拼音首字母查找',
    editing: '修改后回车保存',
    own: '自定义',
    none: '没有这样的常用语',
    reading: '正在读取…',
    add: '存为常用语：{text}',
    'hint.take': '填入',
    'hint.save': '保存',
    'hint.edit': '修改',
    'hint.delete': '删除',
    'hint.close': '关闭',
  },
  en: {
    title: 'Phrases',
    placeholder: 'Find by words or pinyin initials',
    editing: 'Change it, Enter saves',
    own: 'own',
    none: 'There is no such phrase',
    reading: 'Reading…',
    add: 'Keep as a phrase: {text}',
    'hint.take': 'Take',
    'hint.save': 'Save',
    'hint.edit': 'Change',
    'hint.delete': 'Delete',
    'hint.close': 'Close',
  },
})

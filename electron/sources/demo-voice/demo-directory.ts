import type { DirectoryEntry, DutyNumber } from '../../domain/directory.ts'
import type { Department, FieldUnit, Street } from '../../domain/reference.ts'

const always = (number: string): DutyNumber => ({ number, hours: null, days: null })
const DAY = { from: 8 * 60, to: 18 * 60 }
const NIGHT = { from: 18 * 60, to: 8 * 60 }

const PEOPLE = ['周立民', '孙晓燕', '何建国', '高志强', '罗秀英', '郑文博', '梁海波', '宋丽华', '唐振东', '许国庆', '韩雪梅', '冯永刚'] as const

/** Departments whose first number is busy, or is never answered, so that the next is tried. */
const FIRST: Readonly<Record<string, '82' | '83'>> = { gd: '82', rq: '83' }

/** Numbers of the demo that are not answered but call back, so that a first run has somebody call in. */
const CALL_BACKS: readonly DirectoryEntry[] = ([['8400', '演示：市民来电', 'Demo: a citizen calls'], ['8401', '演示：部门来电', 'Demo: a department calls'], ['8410', '演示：紧急来电', 'Demo: the emergency line']] as const).map(([number, name, nameEn]) => ({
  id: `demo-${number}`, kind: 'post', department: '', name, nameEn, title: '', numbers: [always(number)], areas: [], unit: '',
}))

const UNIT_EN: Readonly<Record<FieldUnit['kind'], string>> = { collector: 'Collector', patrol: 'Patrol car', crew: 'Repair crew', sanitation: 'Sanitation' }

/** Who is there to be called in a demo city. */
export interface DemoPeople {
  readonly departments: readonly Department[]
  readonly streets: readonly Pick<Street, 'code' | 'name'>[]
  readonly units: readonly FieldUnit[]
}

const twoDigits = (i: number): string => String((i % 99) + 1).padStart(2, '0')

/**
 * The demo's telephone directory: each department's line, its duty desk by day and night, and one person; a desk for each
 * street's grids, and each field unit. The numbers are those of the demo's exchange: 81xx, 86xx and 87xx answer, 82xx is
 * busy, 83xx is never answered, 84xx calls back.
 */
export const demoDirectory = ({ departments, streets, units }: DemoPeople): DirectoryEntry[] =>
  [...CALL_BACKS, ...departments.flatMap((d, i): DirectoryEntry[] => {
    const line = /^81\d\d$/.test(d.phone) ? d.phone.slice(2) : twoDigits(i)
    const first = FIRST[d.id]
    const of = { department: d.id, areas: [], unit: '' }
    return [
      { ...of, id: `${d.id}-line`, kind: 'department', name: d.shortName, nameEn: d.nameEn, title: '', numbers: [...(first ? [always(`${first}${line}`)] : []), always(`81${line}`)] },
      { ...of, id: `${d.id}-desk`, kind: 'post', name: `${d.shortName}值班室`, nameEn: `${d.nameEn} duty desk`, title: '值班', numbers: [{ number: `812${i % 10}`, hours: DAY, days: null }, { number: `813${i % 10}`, hours: NIGHT, days: null }] },
      { ...of, id: `${d.id}-chief`, kind: 'person', name: PEOPLE[i % PEOPLE.length] ?? '', nameEn: '', title: '带班领导', numbers: [{ number: `814${i % 10}`, hours: DAY, days: [1, 2, 3, 4, 5] }, always(`815${i % 10}`)] },
    ]
  }),
  ...streets.map(({ code, name }, i): DirectoryEntry => ({ id: `street-${code}`, kind: 'post', department: name, name: `${name}网格中心`, nameEn: `${name} grid desk`, title: '网格长', numbers: [always(`86${twoDigits(i)}`)], areas: [code], unit: '' })),
  ...units.map(({ id, name, kind, department }, i): DirectoryEntry => ({ id: `unit-${id}`, kind: 'unit', department, name, nameEn: `${UNIT_EN[kind]} ${id}`, title: '', numbers: [always(`87${twoDigits(i)}`)], areas: [], unit: id }))]

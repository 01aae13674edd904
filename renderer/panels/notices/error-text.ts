import type { AppError } from '../../../electron/contract/error.ts'
import { Role, Stage, Step } from '../../../electron/contract/case-terms.ts'
import type { Translate } from '../../ui/i18n.tsx'
import type { common } from '../../ui/locales/common.ts'

type CommonKey = Extract<keyof typeof common.zh, string>

const KEY_OF_LIST = { zh: '、', en: ', ' } as const

const FILE_STEPS = ['attach', 'attach-report', 'attach-handling', 'attach-check', 'attach-other', 'detach'] as const
const isFileStep = (value: string): value is (typeof FILE_STEPS)[number] => FILE_STEPS.some((step) => step === value)

const CAMERA_FAULTS = ['missing', 'holds-password', 'address-invalid', 'scheme-not-allowed', 'host-not-allowed', 'folder-not-allowed', 'tls-scheme'] as const
const isCameraFault = (value: string): value is (typeof CAMERA_FAULTS)[number] => CAMERA_FAULTS.some((fault) => fault === value)

/** Turns the names that core uses into words of the moment's language. */
function wordOf(t: Translate<CommonKey>, name: string, value: string): string {
  const stage = Stage.safeParse(value)
  if (name === 'stage' && stage.success) return t(`stage.${stage.data}`)
  if (name === 'step') {
    const step = Step.safeParse(value)
    return step.success ? t(`step.${step.data}`) : value === 'report' || value === 'codes' || value === 'calendar' || value === 'import' || value === 'cameras' ? t(`step.${value}`) : isFileStep(value) ? t(`file-step.${value}`) : value
  }
  if (name === 'fault' && isCameraFault(value)) return t(`camera-fault.${value}`)
  if (name === 'need') {
    return value
      .split(' / ')
      .map((each) => {
        const role = Role.safeParse(each)
        return role.success ? t(`role.${role.data}`) : each
      })
      .join(' / ')
  }
  return value
}

/**
 * The sentence of an error: what is wrong and what to do. `names` gives the names of departments by id.
 */
export function errorText(error: AppError, t: Translate<CommonKey>, lang: 'zh' | 'en', names: ReadonlyMap<string, string> = new Map()): string {
  const params: Record<string, string> = { where: error.where ?? '—', lawful: '' }
  for (const [name, value] of Object.entries(error.params)) params[name] = names.get(value) ?? wordOf(t, name, value)
  if (error.lawful) {
    params['lawful'] = error.lawful.length > 0 ? t('error.lawful', { steps: error.lawful.map((step) => t(`step.${step}`)).join(KEY_OF_LIST[lang]) }) : t('error.lawful.none')
  }
  if (error.code === 'core-down') return t(error.params['written'] === 'no' ? 'error.core-down.no' : 'error.core-down.unknown')
  return t(`error.${error.code}`, params)
}

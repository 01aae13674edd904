import { useCallback, useMemo, useSyncExternalStore } from 'react'

export type Lang = 'zh-CN' | 'en'

/** Words of one panel in both languages; Chinese names the keys, English must have the same. */
export interface Locale<K extends string> {
  readonly zh: Readonly<Record<K, string>>
  readonly en: Readonly<Record<K, string>>
}

/** Declares a panel's words. `{name}` in a text is filled from the parameters. */
export const defineLocale = <const Z extends Readonly<Record<string, string>>>(locale: {
  readonly zh: Z
  readonly en: { readonly [K in keyof Z]: string }
}): Locale<Extract<keyof Z, string>> => locale

export type Params = Readonly<Record<string, string | number>>
export type Translate<K extends string> = (key: K, params?: Params) => string

const KEY = 'wufeng.lang'
const listeners = new Set<() => void>()
let lang: Lang | undefined

const isLang = (value: unknown): value is Lang => value === 'zh-CN' || value === 'en'

function apply(next: Lang): void {
  lang = next
  document.documentElement.lang = next
  for (const listener of listeners) listener()
}

/** Takes the language that was chosen last, else the given one; follows what other windows choose. */
export function startI18n(preferred: Lang = 'zh-CN'): void {
  const kept = window.localStorage.getItem(KEY)
  apply(isLang(kept) ? kept : preferred)
  window.addEventListener('storage', (event) => {
    if (event.key === KEY && isLang(event.newValue)) apply(event.newValue)
  })
}

/** Shows this window in a language, whatever others are in; nothing is remembered. */
export const showIn = (language: Lang): void => apply(language)

/** Switches the language of every window and remembers it. */
export function setLang(next: Lang): void {
  window.localStorage.setItem(KEY, next)
  apply(next)
}

export const currentLang = (): Lang => lang ?? 'zh-CN'

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLang = (): Lang => useSyncExternalStore(subscribe, currentLang)

/** Fills `{name}` from the parameters; a name that is not given stays as it is. */
export const fill = (text: string, params: Params = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))

/** Translates the words of one panel into the language of the moment. */
export function useT<K extends string>(locale: Locale<K>): Translate<K> {
  const now = useLang()
  return useCallback((key, params) => fill((now === 'en' ? locale.en : locale.zh)[key], params), [now, locale])
}

/** Clocks show the city's time, whatever zone the machine is set to: limits are counted in it. */
const CITY_ZONE = 'Asia/Shanghai'

/** Numbers and times in the language of the moment. Times are epoch ms, shown in the city's zone. */
export interface Format {
  number(value: number, digits?: number): string
  percent(share: number): string
  /** 14:05 */
  time(at: number): string
  /** 14:05:09 */
  seconds(at: number): string
  /** 11月25日 14:05 */
  dateTime(at: number): string
  /** 2026年11月25日 周三 */
  date(at: number): string
  /** A length of time in its two largest units: 1小时05分, 42秒. The sign is dropped. */
  duration(ms: number): string
  /** Time left as a clock shows it: 1:05:09, 4:07; with a minus when overdue. Days stand before: 2天 03:10. */
  countdown(ms: number): string
  /** Name in the language of the moment where there is an English one. */
  name(zh: string, en: string): string
}

const two = (n: number): string => String(n).padStart(2, '0')
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

function duration(ms: number, en: boolean): string {
  const length = Math.abs(ms)
  const [days, hours, minutes, seconds] = [Math.floor(length / DAY), Math.floor((length % DAY) / HOUR), Math.floor((length % HOUR) / MINUTE), Math.floor((length % MINUTE) / SECOND)]
  if (days > 0) return en ? `${days} d ${hours} h` : `${days}天${hours}小时`
  if (hours > 0) return en ? `${hours} h ${two(minutes)} min` : `${hours}小时${two(minutes)}分`
  if (minutes > 0) return en ? `${minutes} min ${two(seconds)} s` : `${minutes}分${two(seconds)}秒`
  return en ? `${seconds} s` : `${seconds}秒`
}

function countdown(ms: number, en: boolean): string {
  const sign = ms < 0 ? '−' : ''
  const length = Math.abs(ms)
  const hours = Math.floor(length / HOUR)
  const rest = `${two(Math.floor((length % HOUR) / MINUTE))}:${two(Math.floor((length % MINUTE) / SECOND))}`
  if (hours >= 48) return `${sign}${Math.floor(hours / 24)}${en ? ' d' : '天'} ${two(hours % 24)}:${two(Math.floor((length % HOUR) / MINUTE))}`
  return hours > 0 ? `${sign}${hours}:${rest}` : `${sign}${rest}`
}

/** Makes the formats of a language. */
export function formatIn(language: Lang): Format {
  const en = language === 'en'
  const make = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const format = new Intl.DateTimeFormat(en ? 'en-GB' : 'zh-CN', { timeZone: CITY_ZONE, hourCycle: 'h23', ...options })
    return (at) => format.format(at)
  }
  const whole = new Intl.NumberFormat(en ? 'en-GB' : 'zh-CN', { maximumFractionDigits: 0 })
  return {
    number: (value, digits = 0) => (digits === 0 ? whole.format(value) : value.toFixed(digits)),
    percent: (share) => `${Math.round(share * 100)}%`,
    time: make({ hour: '2-digit', minute: '2-digit' }),
    seconds: make({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    dateTime: make({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
    date: make({ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }),
    duration: (ms) => duration(ms, en),
    countdown: (ms) => countdown(ms, en),
    name: (zh, english) => (en && english ? english : zh),
  }
}

const formats: Partial<Record<Lang, Format>> = {}

/** The formats of the language of the moment. */
export function useFormat(): Format {
  const now = useLang()
  return useMemo(() => (formats[now] ??= formatIn(now)), [now])
}

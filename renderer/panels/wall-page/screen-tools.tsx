import { AlarmKind, type Attention, type DisplayKey, type WallGrid } from '../../../electron/contract/wall.ts'
import type { WallDisplay } from '../../client/displays.ts'
import { DEAD_AFTER, type WallBeats } from '../../client/wall-beat.ts'
import { useView } from '../../client/hooks.ts'
import { useWall, type Wall } from '../../client/wall.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useDraft } from './draft.ts'
import { wallPageLocale } from './locale.ts'
import { send } from './wall-send.ts'

/** What can be done with the chosen display: its name, hold, black, alarms. */
export function ScreenTools({ grid }: { readonly grid: WallGrid }) {
  const t = useT(wallPageLocale)
  const { head } = useWall()
  const display = useDraft((state) => state.display)
  if (!head) return null
  const hold = head.holds[display]
  const { attention } = head
  const alarm = attention.screen === display
  const black = head.black.includes(display)
  return (
    <section className="wall-tools" aria-label={t('screen', { n: display })}>
      <h3>{t('screen', { n: display })}</h3>
      <label className="field">
        <span className="field-words">{t('screen.name')}</span>
        <input key={display} className="input" maxLength={24} defaultValue={head.names[display] ?? ''} onBlur={(event) => event.target.value.trim() !== (head.names[display] ?? '') && void send({ type: 'wall.name', display, name: event.target.value })} />
      </label>
      <div className="wall-buttons">
        <Button shortcut="y" pressed={hold?.locked ?? false} onClick={() => toggleLock(head, display)}>
          {t(hold?.locked ? 'release' : 'lock')}
        </Button>
        {hold?.locked && <Button onClick={() => void send({ type: 'wall.release', display, force: true })}>{t('force')}</Button>}
        <Button shortcut="0" pressed={black} onClick={() => toggleBlack(head, display)}>
          {t('black.one')}
        </Button>
        <Button shortcut="9" onClick={() => void send({ type: 'wall.back', display })}>{t('back')}</Button>
        <Button pressed={alarm} title={t('alarm.hint')} onClick={() => void send({ type: 'wall.attention', attention: { ...attention, screen: alarm ? null : display } })}>
          {t('alarm')}
        </Button>
      </div>
      <AlarmRules attention={attention} />
      <div className="wall-buttons" role="group" aria-label={t('arrange')}>
        <span>{t('arrange')}</span>
        {MOVES.map(({ sign, column, row }) => (
          <Button key={sign} aria-label={`${t('arrange')} ${sign}`} onClick={() => move(grid, display, column, row)}>
            {sign}
          </Button>
        ))}
      </div>
    </section>
  )
}

const MOVES = [
  { sign: '←', column: -1, row: 0 },
  { sign: '→', column: 1, row: 0 },
  { sign: '↑', column: 0, row: -1 },
  { sign: '↓', column: 0, row: 1 },
] as const

const toggled = <T,>(list: readonly T[], one: T): T[] => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one])

/** Which alarms, of which districts, offer their cameras, and for how long they stay on the alarm screen. */
function AlarmRules({ attention }: { readonly attention: Attention }) {
  const t = useT(wallPageLocale)
  const areas = useView({ view: 'catalog' }).view?.head.areas ?? []
  const set = (next: Partial<Attention>): void => void send({ type: 'wall.attention', attention: { ...attention, ...next } })
  const { kinds, districts } = attention
  return (
    <details className="wall-rules">
      <summary>{t('rules')}</summary>
      <div className="wall-buttons" role="group" aria-label={t('rules.kinds')}>
        {AlarmKind.options.map((kind) => (
          <Button key={kind} pressed={kinds.includes(kind)} onClick={() => set({ kinds: toggled(kinds, kind) })}>{t(`kind.${kind}`)}</Button>
        ))}
      </div>
      <div className="wall-buttons" role="group" aria-label={t('rules.districts')}>
        <Button pressed={districts.length === 0} onClick={() => set({ districts: [] })}>{t('rules.everywhere')}</Button>
        {areas.filter(({ code }) => code.length === 6).map(({ code, name }) => (
          <Button key={code} pressed={districts.includes(code)} onClick={() => set({ districts: toggled(districts, code) })}>{name}</Button>
        ))}
      </div>
      <label className="field">
        <span className="field-words">{t('rules.stay')}</span>
        <input key={attention.stayS} className="input" type="number" min={10} max={3_600} defaultValue={attention.stayS} onBlur={(event) => set({ stayS: Math.min(3_600, Math.max(10, Math.round(Number(event.target.value)) || attention.stayS)) })} />
      </label>
    </details>
  )
}

/** Hangs a display one place on, as in the hall; one that hangs there changes places with it. */
function move(grid: WallGrid, display: DisplayKey, columns: number, rows: number): void {
  const from = grid[display]
  const to = from && { column: from.column + columns, row: from.row + rows }
  if (!from || !to || Math.min(to.column, to.row) < 0 || Math.max(to.column, to.row) > 15) return
  const other = Object.keys(grid).find((key) => grid[key]?.column === to.column && grid[key]?.row === to.row)
  void send({ type: 'wall.place', display, ...to })
  if (other !== undefined) void send({ type: 'wall.place', display: other, ...from })
}

export const toggleLock = (head: NonNullable<Wall['head']>, display: string): void => void send(head.holds[display]?.locked ? { type: 'wall.release', display } : { type: 'wall.lock', display })

export const toggleBlack = (head: NonNullable<Wall['head']>, display: string): void => void send(head.black.includes(display) ? { type: 'wall.back', display } : { type: 'wall.black', display })

/** What a display shows and how its window fares, for a corner of it in the mimic. */
export function LiveCaption({ info, wall, beats }: { readonly info: WallDisplay; readonly wall: Wall; readonly beats: WallBeats }) {
  const t = useT(wallPageLocale)
  const format = useFormat()
  const { key } = info
  const { head, scenes, tours } = wall
  const show = head?.shows[key]
  const scene = show?.what === 'cameras' ? undefined : scenes.get(show?.scene ?? '')
  const hold = head?.holds[key]
  const last = beats.last.get(key)
  const age = Date.now() - (last?.at ?? beats.since)
  const name = head?.names[key]
  const tour = Object.keys(head?.tours ?? {}).flatMap((id) => tours.get(id) ?? []).find(({ displays }) => displays.length === 0 || displays.includes(key))
  return (
    <span className="mimic-caption">
      <b>{name ? t('screen.named', { n: key, name }) : t('screen', { n: key })}</b>
      <span>{show?.what === 'cameras' ? t('cameras') : scene ? format.name(scene.name, scene.nameEn ?? '') : ''}</span>
      {hold && <span>{t(hold.locked ? 'locked' : 'held', { name: hold.by.name })}</span>}
      {tour && <span>{t('tour', { name: tour.name })}</span>}
      {head?.black.includes(key) && <span>{t('black')}</span>}
      {!info.wall ? (
        <span data-tone="warn">{t('no-window')}</span>
      ) : info.machine !== undefined ? (
        <span>{t('machine', { name: info.machine })}</span>
      ) : age > DEAD_AFTER ? (
        <span data-tone="alarm">{last ? `${t('dead')} · ${t('age', { n: Math.round(age / 1_000) })}` : t('dead')}</span>
      ) : (
        last && last.tiles > 0 && <span data-tone={last.moving < last.tiles ? 'warn' : 'plain'}>{t('tiles', { moving: last.moving, tiles: last.tiles })}</span>
      )}
    </span>
  )
}

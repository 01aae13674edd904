import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offerAlarm } from '../../electron/domain/wall-attention.ts'
import { WallCommand } from '../../electron/domain/wall-command.ts'
import { decideWall } from '../../electron/domain/wall-decide.ts'
import type { WallFacts } from '../../electron/domain/wall-facts.ts'
import { ALL_DISPLAYS } from '../../electron/domain/wall-scene.ts'
import { readWall, shownOn, showOf, type Offer } from '../../electron/domain/wall-state.ts'
import { passTime, wallDueAt } from '../../electron/domain/wall-tour.ts'
import { anyScene, newWall } from '../builders/wall-builder.ts'

const LI = { id: 'li', name: '李强' }
const WANG = { id: 'wang', name: '王芳' }
const T0 = 1_800_000_000_000

const carry = (facts: WallFacts, command: unknown, by = LI, now = T0): WallFacts => {
  const decided = decideWall(facts, WallCommand.parse(command), { by, now })
  if (!decided.ok) throw new Error(decided.refusal.code)
  return decided
}
const refused = (facts: WallFacts, command: unknown, by = LI) => {
  const decided = decideWall(facts, WallCommand.parse(command), { by, now: T0 })
  return decided.ok ? undefined : decided.refusal
}
const all = (facts: WallFacts, ...commands: readonly unknown[]): WallFacts => commands.reduce<WallFacts>((last, command) => carry(last, command), facts)
const sceneOn = ({ wall }: WallFacts, display: string): string => {
  const show = showOf(wall, display)
  return show.what === 'scene' ? show.scene : show.cameras.join()
}
const offer = (id: string): Offer => ({ id, kind: 'alert', title: '暴雨', titleEn: 'Rain', caseId: null, cameras: ['c1', 'c2'], district: null, since: T0 })
const tour = { id: 'night', name: '夜间', displays: ['2', '3'], steps: [{ scene: 'video', dwellS: 10 }, { scene: 'situation', dwellS: 20 }] }

const display = fc.constantFrom(...ALL_DISPLAYS)
const scene = fc.constantFrom('situation', 'video', 'indicators', 'gone')
const anyCommand: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ type: fc.constant('wall.show'), scene }),
  fc.record({ type: fc.constant('wall.show'), scene, display }),
  fc.record({ type: fc.constant('wall.cameras'), display, cameras: fc.array(fc.constantFrom('c1', 'c2', 'c3'), { minLength: 1, maxLength: 4 }) }),
  fc.record({ type: fc.constantFrom('wall.back', 'wall.black') }),
  fc.record({ type: fc.constantFrom('wall.back', 'wall.black', 'wall.lock', 'wall.release'), display }),
  fc.record({ type: fc.constant('wall.tour.save'), tour: fc.constant(tour) }),
  fc.record({ type: fc.constant('wall.tour.run'), tour: fc.constant('night'), run: fc.constantFrom('start', 'pause', 'resume', 'skip', 'stop') }),
  fc.record({ type: fc.constant('wall.salvo.save'), salvo: fc.constant({ id: 's', name: 's', displays: { '2': { '0': 'c9' }, '3': { '4': 'c8' } } }) }),
  fc.record({ type: fc.constant('wall.salvo.fire'), salvo: fc.constant('s') }),
  fc.record({ type: fc.constant('wall.scene.save'), scene: anyScene }),
  fc.record({ type: fc.constant('wall.attention'), attention: fc.record({ screen: fc.option(display), stayS: fc.constant(30), kinds: fc.constant(['alert']), districts: fc.constant([]) }) }),
)

describe('the wall', () => {
  it('shows a scene on all displays at once, and goes back', () => {
    const shown = carry(newWall(), { type: 'wall.show', scene: 'video' })
    expect(ALL_DISPLAYS.every((d) => sceneOn(shown, d) === 'video')).toBe(true)
    const back = carry(shown, { type: 'wall.back' })
    expect(['1', '2', '4'].map((d) => sceneOn(back, d))).toEqual(['indicators', 'situation', 'indicators'])
  })

  it('shows a scene on the displays that it names and leaves the others', () => {
    const own = { version: 2, id: 'flood', name: '汛期', rest: null, surfaces: [{ columns: 2, rows: 1, displays: ['2', '3'], root: { panel: 'map' } }] }
    const shown = all(newWall(), { type: 'wall.scene.save', scene: own }, { type: 'wall.show', scene: 'flood' })
    expect(['1', '2', '3', '4'].map((d) => sceneOn(shown, d))).toEqual(['indicators', 'flood', 'flood', 'indicators'])
    expect(shownOn(shown.wall, shown.repertoire.scenes, '3')).toMatchObject({ columns: 2, column: 1, root: { panel: 'map' } })
  })

  it('is black by one command and back by one', () => {
    const before = carry(newWall(), { type: 'wall.show', scene: 'video' })
    const black = carry(before, { type: 'wall.black' })
    expect(black.wall.black).toEqual(ALL_DISPLAYS)
    expect(carry(black, { type: 'wall.back' }).wall).toEqual(before.wall)
  })

  it('leaves a locked display to who holds it, whatever others ask', () => {
    const locked = all(newWall(), { type: 'wall.show', scene: 'video', display: '2' }, { type: 'wall.lock', display: '2' })
    expect(refused(locked, { type: 'wall.show', scene: 'situation', display: '2' }, WANG)).toEqual({ code: 'held', display: '2', by: '李强' })
    expect(sceneOn(carry(locked, { type: 'wall.show', scene: 'situation' }, WANG), '2')).toBe('video')
    expect(sceneOn(carry(locked, { type: 'wall.show', scene: 'situation', display: '2' }), '2')).toBe('situation')
    expect(refused(locked, { type: 'wall.release', display: '2' }, WANG)?.code).toBe('held')
    expect(carry(locked, { type: 'wall.release', display: '2', force: true }, WANG).wall.holds).toEqual({})
  })

  it('never changes a display that somebody else locked, for any commands, tours and alarms', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyCommand, fc.constant('alarm'), fc.constant('time')), { maxLength: 30 }), (commands) => {
        let facts = all(newWall(), { type: 'wall.show', scene: 'video', display: '2' }, { type: 'wall.lock', display: '2' })
        let now = T0
        for (const [i, command] of commands.entries()) {
          now += 7_000
          if (command === 'alarm') facts = { ...facts, wall: offerAlarm(facts.wall, offer(`o${i}`), now) }
          else if (command === 'time') facts = { ...facts, wall: passTime(facts.wall, facts.repertoire, now) }
          else {
            const decided = decideWall(facts, WallCommand.parse(command), { by: WANG, now })
            if (decided.ok) facts = decided
          }
        }
        expect(sceneOn(facts, '2')).toBe('video')
        expect(facts.wall.holds['2']).toMatchObject({ by: LI, locked: true })
      }),
    )
  })

  it('keeps the state readable and every display with something to draw, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25 }), (commands) => {
        const facts = commands.reduce<WallFacts>((last, command) => {
          const decided = decideWall(last, WallCommand.parse(command), { by: LI, now: T0 })
          return decided.ok ? decided : last
        }, newWall())
        expect(readWall(JSON.parse(JSON.stringify(facts.wall)))).toEqual(facts.wall)
        for (const d of ALL_DISPLAYS) expect(shownOn(facts.wall, facts.repertoire.scenes, d).root).toBeDefined()
        for (const { step } of Object.values(facts.wall.tours)) expect(step).toBeLessThan(tour.steps.length)
      }),
    )
  })

  it('takes a state that can’t be read as a new wall', () => {
    for (const saved of [undefined, null, 'x', 7, { shows: { '2': 'x' } }, { scenes: { '3': 'video' } }]) expect(readWall(saved)).toEqual(newWall().wall)
  })
})

describe('named scenes', () => {
  it('can be saved, replaced, deleted and, saved again, are back', () => {
    fc.assert(
      fc.property(anyScene, (made) => {
        fc.pre(!newWall().repertoire.scenes.has(made.id))
        const saved = carry(newWall(), { type: 'wall.scene.save', scene: made })
        const gone = carry(saved, { type: 'wall.scene.delete', scene: made.id })
        expect(gone.repertoire.scenes.has(made.id)).toBe(false)
        expect(carry(gone, { type: 'wall.scene.save', scene: made }).repertoire).toEqual(saved.repertoire)
      }),
    )
  })

  it('that are built in can be neither changed nor deleted', () => {
    const { repertoire } = newWall()
    expect(refused(newWall(), { type: 'wall.scene.save', scene: repertoire.scenes.get('video') })?.code).toBe('built-in')
    expect(refused(newWall(), { type: 'wall.scene.delete', scene: 'video' })?.code).toBe('built-in')
  })

  it('that are no scene are refused with what is wrong', () => {
    expect(refused(newWall(), { type: 'wall.scene.save', scene: { version: 9 } })).toMatchObject({ code: 'bad-scene', fault: { code: 'newer' } })
  })

  it('that a tour shows are not deleted under it', () => {
    const own = { version: 2, id: 'own', name: '自定', rest: { panel: 'map' }, surfaces: [] }
    const facts = all(newWall(), { type: 'wall.scene.save', scene: own }, { type: 'wall.tour.save', tour: { ...tour, steps: [{ scene: 'own', dwellS: 10 }] } })
    expect(refused(facts, { type: 'wall.scene.delete', scene: 'own' })).toEqual({ code: 'in-use', tour: '夜间' })
  })

  it('leave the display with its default when they are deleted while it shows them', () => {
    const own = { version: 2, id: 'own', name: '自定', rest: { panel: 'clock' }, surfaces: [] }
    const facts = all(newWall(), { type: 'wall.scene.save', scene: own }, { type: 'wall.show', scene: 'own', display: '3' }, { type: 'wall.scene.delete', scene: 'own' })
    expect(shownOn(facts.wall, facts.repertoire.scenes, '3').key).toBe('video')
  })
})

describe('a tour', () => {
  const started = (): WallFacts => all(newWall(), { type: 'wall.tour.save', tour }, { type: 'wall.tour.run', tour: 'night', run: 'start' })
  const at = (facts: WallFacts, seconds: number): WallFacts => ({ ...facts, wall: passTime(facts.wall, facts.repertoire, T0 + seconds * 1_000) })

  it('shows each scene for its time, on its displays only', () => {
    const first = started()
    expect(['2', '3', '4'].map((d) => sceneOn(first, d))).toEqual(['video', 'video', 'indicators'])
    expect(wallDueAt(first.wall)).toBe(T0 + 10_000)
    expect(sceneOn(at(first, 9.9), '2')).toBe('video')
    const second = at(first, 10)
    expect(sceneOn(second, '2')).toBe('situation')
    expect(wallDueAt(second.wall)).toBe(T0 + 30_000)
    expect(sceneOn(at(second, 30), '2')).toBe('video')
  })

  it('goes one step on after a long sleep, not through all that it missed', () => {
    expect(at(started(), 100_000).wall.tours['night']).toMatchObject({ step: 1, nextAt: T0 + 100_020_000 })
  })

  it('is paused with what is left of its step, resumed, skipped and stopped', () => {
    const paused = carry(started(), { type: 'wall.tour.run', tour: 'night', run: 'pause' }, LI, T0 + 4_000)
    expect(wallDueAt(paused.wall)).toBe(Infinity)
    const resumed = carry(paused, { type: 'wall.tour.run', tour: 'night', run: 'resume' }, LI, T0 + 60_000)
    expect(wallDueAt(resumed.wall)).toBe(T0 + 66_000)
    const skipped = carry(resumed, { type: 'wall.tour.run', tour: 'night', run: 'skip' }, LI, T0 + 61_000)
    expect(sceneOn(skipped, '2')).toBe('situation')
    expect(carry(skipped, { type: 'wall.tour.run', tour: 'night', run: 'stop' }).wall.tours).toEqual({})
  })

  it('goes round a display that an operator took', () => {
    const taken = carry(started(), { type: 'wall.show', scene: 'indicators', display: '2' })
    expect(['2', '3'].map((d) => sceneOn(at(taken, 10), d))).toEqual(['indicators', 'situation'])
  })

  it('waits when the whole wall is switched by hand', () => {
    const switched = carry(started(), { type: 'wall.show', scene: 'indicators' }, LI, T0 + 3_000)
    expect(wallDueAt(switched.wall)).toBe(Infinity)
    expect(switched.wall.tours['night']?.leftMs).toBe(7_000)
  })

  it('ends another that shares a display with it', () => {
    const both = all(started(), { type: 'wall.tour.save', tour: { ...tour, id: 'day', displays: ['3', '4'] } }, { type: 'wall.tour.run', tour: 'day', run: 'start' })
    expect(Object.keys(both.wall.tours)).toEqual(['day'])
  })
})

describe('a salvo', () => {
  it('puts its cameras on their tiles at once and keeps the scenes; a scene that is shown anew is without them', () => {
    const facts = all(newWall(), { type: 'wall.salvo.save', salvo: { id: 's', name: '早高峰', displays: { '3': { '0': 'c9', '8': 'c7' }, '5': { '1': 'c5' } } } }, { type: 'wall.salvo.fire', salvo: 's' })
    expect(facts.wall.shows['3']).toEqual({ what: 'scene', scene: 'video', tiles: { '0': 'c9', '8': 'c7' } })
    expect(facts.wall.shows['5']).toEqual({ what: 'scene', scene: 'video', tiles: { '1': 'c5' } })
    expect(carry(facts, { type: 'wall.show', scene: 'video' }).wall.shows['3']).toEqual({ what: 'scene', scene: 'video', tiles: {} })
  })
})

describe('an alarm', () => {
  const watching = (): WallFacts => carry(newWall(), { type: 'wall.attention', attention: { screen: '3', stayS: 30, kinds: ['alert'], districts: [] } })

  it('offers its cameras on the alarm screen and gives the screen back', () => {
    const { wall, repertoire } = watching()
    const alarmed = offerAlarm(wall, offer('o1'), T0)
    expect(alarmed.shows['3']).toMatchObject({ what: 'cameras', cameras: ['c1', 'c2'], until: T0 + 30_000 })
    expect(Object.keys(alarmed.shows)).toEqual(['3'])
    expect(showOf(passTime(alarmed, repertoire, T0 + 30_000), '3')).toEqual({ what: 'scene', scene: 'video', tiles: {} })
  })

  it('gives back what was there before the first of several', () => {
    const { wall, repertoire } = watching()
    const twice = offerAlarm(offerAlarm(wall, offer('o1'), T0), { ...offer('o2'), cameras: ['c3'] }, T0 + 5_000)
    expect(showOf(passTime(twice, repertoire, T0 + 60_000), '3')).toMatchObject({ scene: 'video' })
  })

  it('is only offered while an operator holds the screen, or where it is of a kind that nobody asked for', () => {
    const held = carry(watching(), { type: 'wall.show', scene: 'situation', display: '3' })
    const alarmed = offerAlarm(held.wall, offer('o1'), T0)
    expect(alarmed.shows).toEqual(held.wall.shows)
    expect(alarmed.offers).toHaveLength(1)
    expect(offerAlarm(held.wall, { ...offer('o2'), kind: 'sensor' }, T0)).toBe(held.wall)
  })

  it('is offered where it is of a district that was asked for, or of none that is known', () => {
    const { wall } = watching()
    const only = { ...wall, attention: { ...wall.attention, districts: ['310101'] } }
    const offered = (district: string | null) => offerAlarm(only, { ...offer('o1'), district }, T0).offers.length
    expect([offered('310101'), offered('310104'), offered(null)]).toEqual([1, 0, 1])
  })

  it('is taken by hand onto a display, or turned down', () => {
    const facts = { ...watching(), wall: offerAlarm(newWall().wall, offer('o1'), T0) }
    expect(sceneOn(carry(facts, { type: 'wall.offer', offer: 'o1', display: '4' }), '4')).toBe('c1,c2')
    expect(carry(facts, { type: 'wall.offer', offer: 'o1', display: null }).wall.offers).toEqual([])
    expect(refused(facts, { type: 'wall.offer', offer: 'o9', display: null })?.code).toBe('unknown')
  })

  it('never fills the list of offers without end', () => {
    const wall = Array.from({ length: 50 }, (_, i) => i).reduce((last, i) => offerAlarm(last, offer(`o${i}`), T0), newWall().wall)
    expect(wall.offers.length).toBeLessThanOrEqual(12)
    expect(wall.offers[0]?.id).toBe('o49')
  })
})

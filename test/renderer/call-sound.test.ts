import { afterEach, describe, expect, it, vi } from 'vitest'
import { CallAction, CallBoard } from '../../electron/contract/call.ts'
import { desk, sounds, speakerOf } from './fake-telephone.ts'

const DEFAULTS = { microphone: '', speaker: '', ringer: '' }

async function plugged() {
  const one = desk()
  await one.made.refreshDevices()
  const choose = async (use: 'microphone' | 'speaker' | 'ringer', id: string | null) => {
    const answer = one.made.act({ do: 'choose-device', use, id })
    await one.settled()
    return answer
  }
  const places = () => one.made.board().sound.places
  return { ...one, choose, places }
}

describe('the devices of the telephone', () => {
  it('are on the board, the system’s default used for all at first', async () => {
    const { made, used } = await plugged()
    const board = CallBoard.parse(made.board())
    expect(board.sound.inputs.map(({ name }) => name)).toEqual(['桌面话筒', '头戴式话筒'])
    expect(board.sound.outputs).toHaveLength(2)
    expect(board.line.echo).toBe('8199')
    expect(used.at(-1)).toEqual(DEFAULTS)
  })

  it('leaves out what only stands for another device', async () => {
    const { made, machine } = await plugged()
    machine.plugged = [...machine.plugged, speakerOf('default', 'Default'), speakerOf('communications', 'Communications')]
    await made.refreshDevices()
    expect(made.board().sound.outputs).toHaveLength(2)
  })

  it('are used as chosen, at once and in a call, each for its own', async () => {
    const { made, choose, used, last } = await plugged()
    made.act({ do: 'dial', caseId: null, party: { department: null, name: '', nameEn: '' }, numbers: ['8101'] })
    await choose('speaker', 's1')
    await choose('ringer', 's2')
    expect(used.at(-1)).toEqual({ microphone: '', speaker: 's1', ringer: 's2' })
    await choose('speaker', null)
    expect(used.at(-1)).toEqual({ microphone: '', speaker: '', ringer: 's2' })
    expect(last().ended).toBe(false)
  })

  it('refuses a device that is not there, and a loudspeaker as microphone', async () => {
    const { choose, places } = await plugged()
    expect(await choose('speaker', 's9')).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await choose('microphone', 's1')).toMatchObject({ ok: false })
    expect(places().microphone.chosen).toBeNull()
  })

  it('gives way to the default when one is pulled out, says so, and comes back with it', async () => {
    const { made, machine, choose, places, used } = await plugged()
    await choose('microphone', 'm2')
    const all = machine.plugged
    machine.plugged = all.filter((one) => one.deviceId !== 'm2')
    await made.refreshDevices()
    expect(places().microphone).toEqual({ chosen: { id: 'm2', name: '头戴式话筒' }, trouble: 'gone' })
    expect(used.at(-1)).toEqual(DEFAULTS)
    machine.plugged = all
    await made.refreshDevices()
    expect(places().microphone.trouble).toBe('none')
    expect(used.at(-1)?.microphone).toBe('m2')
  })

  it('knows one that is plugged in elsewhere by its name', async () => {
    const { made, machine, choose, places, used } = await plugged()
    await choose('ringer', 's2')
    machine.plugged = [speakerOf('s7', '桌面音箱')]
    await made.refreshDevices()
    expect(places().ringer).toEqual({ chosen: { id: 's7', name: '桌面音箱' }, trouble: 'none' })
    expect(used.at(-1)?.ringer).toBe('s7')
  })

  it('falls back to the default where one does not open, and says so', async () => {
    const { machine, choose, places, used } = await plugged()
    machine.broken = ['speaker']
    await choose('speaker', 's1')
    expect(places().speaker.trouble).toBe('failed')
    expect(used.at(-1)).toEqual(DEFAULTS)
    machine.broken = []
    await choose('speaker', 's1')
    expect(places().speaker.trouble).toBe('none')
    expect(used.at(-1)?.speaker).toBe('s1')
  })

  it('keeps the choice on this machine, and forgets one that cannot be read', async () => {
    const { machine, choose } = await plugged()
    await choose('speaker', 's1')
    const again = sounds(machine.kept).devices
    await again.refresh()
    expect(again.inUse().speaker).toBe('s1')
    for (const key of machine.kept.keys()) machine.kept.set(key, '{"speaker":7}')
    expect(sounds(machine.kept).devices.board().places.speaker.chosen).toBeNull()
  })

  it('says of none that it is gone before it has looked', () => {
    const kept = new Map<string, string>()
    const first = sounds(kept)
    return first.devices.refresh().then(() => {
      first.devices.choose('speaker', 's1')
      expect(sounds(kept).devices.board().places.speaker.trouble).toBe('none')
    })
  })

  it('sounds a tone on the one that is tried', async () => {
    const { made, tones } = await plugged()
    made.act({ do: 'test-tone', use: 'ringer' })
    made.act({ do: 'test-tone', use: 'speaker' })
    expect(tones).toEqual(['ringer', 'speaker'])
    expect(CallAction.safeParse({ do: 'test-tone', use: 'microphone' }).success).toBe(false)
  })

  it.each([{ do: 'choose-device', use: 'camera', id: null }, { do: 'choose-device', use: 'speaker' }, { do: 'choose-device', use: 'speaker', id: '' }, { do: 'choose-device', use: 'speaker', id: 'x'.repeat(257) }])('refuses %o', (action) => {
    expect(CallAction.safeParse(action).success).toBe(false)
  })
})

describe('a microphone that is tried', () => {
  afterEach(() => void vi.useRealTimers())

  it('is open for as long as it is asked for, and lets go after', async () => {
    vi.useFakeTimers()
    const { made, microphone } = desk()
    made.act({ do: 'try-microphone' })
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(1_000)
      expect(made.act({ do: 'try-microphone' })).toEqual({ ok: true, value: { level: 0.5 } })
    }
    await vi.advanceTimersByTimeAsync(5_000)
    expect(microphone.open).toBe(false)
  })
})

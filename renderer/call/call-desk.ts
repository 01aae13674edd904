import type { CallAction, CallBoard, CallConfig, CallFact, Levels, LineState } from '../../electron/contract/call.ts'
import type { CertificateWord } from '../../electron/contract/certificate.ts'
import { fail, ok, type Result } from '../../electron/contract/error.ts'
import type { AudioRoom } from './audio-room.ts'
import type { CallEngine, Incoming } from './call-engine.ts'
import type { CallRecorder } from './call-recorder.ts'
import { newFact, type CallParts, type DeskCall } from './desk-call.ts'
import { DeskConference } from './desk-conference.ts'
import { DeskSound, type DeskSoundOptions } from './desk-sound.ts'
import { IncomingCall } from './incoming-call.ts'
import { OutgoingCall } from './outgoing-call.ts'
import { PresenceLeases } from './presence-leases.ts'
import type { Ringing } from './ringer.ts'

export interface DeskOptions {
  readonly engine: CallEngine
  readonly room: Pick<AudioRoom, 'seat' | 'ring' | 'join' | 'talk' | 'level'> & DeskSoundOptions['room']
  readonly devices: DeskSoundOptions['devices']
  readonly tell: (callId: string, at: number, event: CallFact) => void
  readonly record: (callId: string, both: MediaStream) => Pick<CallRecorder, 'stop' | 'kept'>
  /** Hears the whole board at each change. */
  readonly onBoard: (board: CallBoard) => void
}

/** Calls that are held at once at most. */
const MAX_CALLS = 16
/** A call that is over stays on the board for this long, ms, so that everybody sees how it ended. */
const STAYS_MS = 8_000

/** All calls of this console, and the line that they go over. Consoles ask it; it decides. */
export class CallDesk {
  readonly #options: DeskOptions
  readonly #sound: DeskSound
  readonly #conference: DeskConference
  readonly #presence: PresenceLeases
  #config: CallConfig | undefined
  #calls: DeskCall[] = []
  readonly #certificates = new Map<string, CertificateWord>()
  #doNotDisturb = false
  #talk: CallBoard['talk'] = { byKey: false, open: true }
  #lineSince = Date.now()
  #lineState = ''
  #told = false
  /** Looks again when the oldest call that is over has stayed long enough. */
  #sweep: ReturnType<typeof setTimeout> | undefined

  constructor(options: DeskOptions) {
    this.#options = options
    this.#sound = new DeskSound({ room: options.room, devices: options.devices, changed: () => this.#changed() })
    this.#conference = new DeskConference(options.room, () => this.#calls)
    this.#presence = new PresenceLeases((numbers) => options.engine.watchPresence(numbers))
    options.engine.onLine(() => this.#changed())
    options.engine.onIncoming((incoming) => this.#called(incoming))
  }

  configure(config: CallConfig): void {
    this.#config = config
    this.#options.engine.configure(config)
  }

  /** What the system says of a registrar's certificate. */
  certificate(word: CertificateWord): void {
    this.#certificates.set(word.host, word)
    this.#changed()
  }

  /** The machine's devices may be others now. */
  async refreshDevices(): Promise<void> {
    await this.#sound.refresh()
  }

  /** Calls that are not over. */
  alive(): string[] {
    return this.#calls.filter((c) => !c.over).map((c) => c.id)
  }

  board(): CallBoard {
    const { state, name, detail } = this.#options.engine.line()
    if (state !== this.#lineState) {
      this.#lineState = state
      this.#lineSince = Date.now()
    }
    return { line: { state, name, detail, certificate: this.#distrust(state, name), demo: this.#config?.demo ?? false, since: this.#lineSince, park: this.#config?.park ?? null, echo: this.#config?.echo ?? null }, ...this.#sound.board, talk: this.#talk, doNotDisturb: this.#doNotDisturb, calls: this.#calls.map((c) => c.live), presence: this.#options.engine.presence() }
  }

  #distrust(state: LineState, server: string): CertificateWord | null {
    const word = state !== 'ready' && URL.canParse(server) ? this.#certificates.get(new URL(server).hostname) : undefined
    return word?.fault ? word : null
  }

  act(action: CallAction): Result<unknown> {
    switch (action.do) {
      case 'dial':
        return this.#dial(action)
      case 'dial-group':
        return this.#dialGroup(action)
      case 'do-not-disturb':
        this.#doNotDisturb = action.on
        this.#changed()
        return ok(null)
      case 'note':
        this.#options.tell(action.callId, Date.now(), { type: 'call.noted', body: { fact: newFact(), text: action.text } })
        return ok(null)
      case 'merge':
        return this.#conference.merge(action.silent)
      case 'press-to-talk':
        return this.#setTalk({ byKey: action.on, open: !action.on })
      case 'talk':
        return this.#talk.byKey ? this.#setTalk({ byKey: true, open: action.on }) : ok(null)
      case 'choose-device':
      case 'test-tone':
      case 'try-microphone':
        return this.#sound.act(action)
      case 'watch-presence':
        this.#presence.ask(action.numbers)
        return ok(null)
      case 'levels':
        return ok({ microphone: this.#options.room.level(), calls: Object.fromEntries(this.#talking().map((c) => [c.id, c.seat.level()])) } satisfies Levels)
      default:
        return this.#withCall(action.callId, (call) => this.#actOn(call, action))
    }
  }

  #withCall(id: string, run: (call: DeskCall) => Result<unknown>): Result<unknown> {
    const call = this.#calls.find((c) => c.id === id)
    return call && !call.over ? run(call) : fail('not-found', 'this call is over', { where: 'callId', params: { id } })
  }

  #actOn(call: DeskCall, action: Exclude<Extract<CallAction, { callId: string }>, { do: 'note' }>): Result<unknown> {
    switch (action.do) {
      case 'answer':
        if (!(call instanceof IncomingCall) || !call.waiting) return fail('not-found', 'this call does not ring', { where: 'callId', params: { id: action.callId } })
        this.#take(call)
        return ok(null)
      case 'hang-up':
        call.hangUp()
        return ok(null)
      case 'hold':
        void call.hold(action.on)
        return ok(null)
      case 'mute':
        call.mute(action.on)
        return ok(null)
      case 'mark':
        call.mark()
        return ok(null)
      case 'measure':
        return ok(call.measure())
      case 'activate':
        this.#stepAside(call)
        void call.hold(false)
        return ok(null)
      case 'split':
        this.#conference.part(call)
        void call.hold(true)
        return ok(null)
      case 'silence':
        call.silence(action.on && call.live.joined)
        return ok(null)
      case 'digits':
        void call.press(action.digits)
        return ok(null)
      case 'transfer':
        this.#conference.part(call)
        void call.transfer(action.number)
        return ok(null)
      case 'connect':
        return this.#withCall(action.to, (other) => this.#connect(call, other))
    }
  }

  #talking(): readonly DeskCall[] {
    return this.#calls.filter((c) => c.talking)
  }

  #connect(call: DeskCall, other: DeskCall): Result<unknown> {
    if (other === call || !call.talking || !other.talking) return fail('too-few', 'two calls that are answered can be connected')
    this.#conference.part(call)
    this.#conference.part(other)
    void call.connectTo(other)
    return ok(null)
  }

  #setTalk(talk: CallBoard['talk']): Result<unknown> {
    this.#talk = talk
    this.#options.room.talk(talk.open)
    this.#changed()
    return ok(null)
  }

  #dial({ caseId, party, numbers }: Extract<CallAction, { do: 'dial' }>): Result<unknown> {
    const free = this.#lineFor(1)
    if (!free.ok) return free
    if (this.#isCalled(numbers[0])) return fail('already-calling', 'this number is being called', { params: { number: numbers[0] ?? '' } })
    this.#sound.openMicrophone()
    this.#stepAside()
    const call = new OutgoingCall({ caseId, party, numbers, grouped: false }, this.#parts(free.value))
    this.#calls = [...this.#calls, call]
    this.#changed()
    return ok({ callId: call.id })
  }

  /** A member whose number is being called already is not called again. */
  #dialGroup({ caseId, members, mode }: Extract<CallAction, { do: 'dial-group' }>): Result<unknown> {
    const free = this.#lineFor(members.length)
    if (!free.ok) return free
    const room = this.#conference.takes(members.length, mode)
    if (!room.ok) return room
    const fresh = members.filter(({ numbers }, i) => !this.#isCalled(numbers[0]) && members.findIndex((m) => m.numbers[0] === numbers[0]) === i)
    if (fresh.length === 0) return fail('already-calling', 'these numbers are being called', { params: { number: members[0]?.numbers[0] ?? '' } })
    this.#sound.openMicrophone()
    this.#stepAside()
    const group = this.#conference.gather(mode)
    const parts = this.#parts(free.value)
    const changed = (): void => {
      group.look()
      parts.changed()
    }
    for (const { party, numbers } of fresh) {
      const call = new OutgoingCall({ caseId, party, numbers, grouped: fresh.length > 1 }, { ...parts, changed })
      this.#calls = [...this.#calls, call]
      group.add(call)
    }
    this.#changed()
    return ok(null)
  }

  /** What the line is set up with, if it can take so many calls more. */
  #lineFor(more: number): Result<CallConfig> {
    const { state, detail } = this.#options.engine.line()
    if (!this.#config || state !== 'ready') return fail('no-line', `the line is ${state}: ${detail}`, { params: { state } })
    return this.alive().length + more > MAX_CALLS ? fail('too-many', `${MAX_CALLS} calls are under way at most`) : ok(this.#config)
  }

  #isCalled(number: string | undefined): boolean {
    return this.#calls.some((c) => !c.over && c.live.number === number && c.live.direction === 'out')
  }

  #called(incoming: Incoming): void {
    const config = this.#config
    if (!config || this.alive().length >= MAX_CALLS) return incoming.refuse(486)
    const emergency = config.emergencyNumbers.some((number) => number === incoming.called || number === incoming.number)
    const call = new IncomingCall(incoming, emergency, this.#parts(config))
    this.#calls = [...this.#calls, call]
    if (this.#doNotDisturb && !emergency) call.turnAway()
    else if (incoming.wantsThrough && config.putThrough.includes(incoming.number)) this.#take(call)
    this.#changed()
  }

  #take(call: IncomingCall): void {
    this.#sound.openMicrophone()
    this.#stepAside()
    call.answer()
  }

  /** One is spoken with at a time: whoever else was goes on hold; a conference goes on without our voice. */
  #stepAside(except?: DeskCall): void {
    for (const call of this.#talking()) {
      if (call === except) continue
      if (call.live.joined) call.mute(true)
      else void call.hold(true)
    }
  }

  /** What rings now: the emergency line before all, softly while somebody is spoken with. */
  #ringing(): Ringing {
    const waiting = this.#calls.filter((c) => c instanceof IncomingCall && c.waiting)
    if (waiting.length === 0) return 'nothing'
    if (waiting.some((c) => c.live.emergency)) return 'emergency'
    return this.#calls.some((c) => c.live.state === 'talking') ? 'waiting' : 'call'
  }

  #parts(config: CallConfig): CallParts {
    const { engine, room, tell, record } = this.#options
    return { engine, room, tell, record, changed: () => this.#changed(), ringSeconds: config.ringSeconds, demo: config.demo }
  }

  /** Many changes of one moment are told once. */
  #changed(): void {
    if (this.#told) return
    this.#told = true
    queueMicrotask(() => {
      this.#told = false
      const over = this.#calls.filter((c) => c.over && Date.now() - (c.endedAt ?? 0) >= STAYS_MS)
      this.#conference.seat()
      if (over.length > 0) this.#calls = this.#calls.filter((c) => !over.includes(c))
      const oldest = Math.min(...this.#calls.flatMap((c) => c.endedAt ?? []))
      clearTimeout(this.#sweep)
      if (Number.isFinite(oldest)) this.#sweep = setTimeout(() => this.#changed(), Math.max(50, oldest + STAYS_MS - Date.now()))
      if (this.alive().length === 0) this.#sound.rest()
      this.#options.room.ring(this.#ringing())
      this.#options.onBoard(this.board())
    })
  }
}

import { Inviter, SessionState, UserAgent, Web, type Invitation, type Session, type URI } from 'sip.js'
import type { CallConfig } from '../../electron/contract/call.ts'
import { normaliseNumber } from '../../electron/contract/directory.ts'
import type { PresenceBoard } from '../../electron/contract/presence.ts'
import type { CallEngine, Incoming, Leg, LegEvent, Line } from './call-engine.ts'
import { keepPath } from './media-path.ts'
import { missReason } from './miss-reason.ts'
import { agreeTimer, askForTimer, keepSession, readInterval, type SessionInterval } from './session-timer.ts'
import { sendDigits } from './sip-digits.ts'
import { SipLine } from './sip-line.ts'
import { SipPresence } from './sip-presence.ts'
import { referSession } from './sip-refer.ts'
import { sipUser } from './sip-user.ts'

/** Set aside for each browser profile, so that a registrar knows this console again after a reconnect (RFC 5626). */
const INSTANCE_KEY = 'wufeng.sip-instance'

/** Calls over SIP on WebSocket. Each registrar has a line of its own; a call goes over the first that is ready. */
export class SipEngine implements CallEngine {
  #lines: SipLine[] = []
  #config: CallConfig | undefined
  readonly #listeners = new Set<() => void>()
  #incoming: ((call: Incoming) => void) | undefined
  readonly #presence = new SipPresence(() => this.#tell())
  readonly #sent = new WeakMap<Session, MediaStream>()
  readonly #sessions = new WeakMap<Leg, Session>()

  configure(config: CallConfig): void {
    if (JSON.stringify(config) === JSON.stringify(this.#config)) return
    for (const line of this.#lines) line.stop()
    this.#config = config
    this.#lines = config.registrars.map(
      (server) =>
        new SipLine({
          config, server, instanceId: instanceId(),
          sentOn: (session) => this.#sent.get(session) ?? new MediaStream(),
          onInvite: (invitation) => this.#invited(invitation),
          onChange: () => this.#changed(),
        }),
    )
    for (const line of this.#lines) line.start()
    this.#changed()
  }

  line(): Line {
    const best = this.#lines.find((l) => l.state === 'ready') ?? this.#lines[0]
    return best ? { state: best.state, name: best.server, detail: best.detail } : { state: 'off', name: '', detail: '' }
  }

  onLine(listener: () => void): void {
    this.#listeners.add(listener)
  }

  onIncoming(listener: (call: Incoming) => void): void {
    this.#incoming = listener
  }

  watchPresence(numbers: readonly string[]): void {
    this.#presence.watch(numbers)
  }

  presence(): PresenceBoard {
    return this.#presence.board
  }

  dial(number: string, local: MediaStream, on: (event: LegEvent) => void): Leg | undefined {
    const line = this.#lines.find((l) => l.state === 'ready')
    const target = this.#uri(number)
    if (!line || !target) return undefined
    const inviter = new Inviter(line.agent, target, { earlyMedia: true, extraHeaders: askForTimer() })
    let missed = false
    const miss = (status: number | null): void => {
      if (missed) return
      missed = true
      on({ type: 'missed', why: status === null ? 'failed' : missReason(status), sip: status })
    }
    const { end, hold, keep } = follow(inviter, on, () => miss(null))
    this.#sent.set(inviter, local)
    inviter
      .invite({
        requestDelegate: {
          onProgress: ({ message }) => {
            if (message.statusCode === 180) on({ type: 'ringing' })
            if (message.body !== '') hearEarly(inviter, on)
          },
          onAccept: ({ message }) => keep(readInterval(message.getHeader('Session-Expires'), true)),
          onReject: ({ message }) => miss(message.statusCode ?? null),
        },
      })
      .catch(() => miss(null))
    const endOrCancel = (): void => {
      if (inviter.state === SessionState.Establishing || inviter.state === SessionState.Initial) void inviter.cancel().catch(() => undefined)
      else end()
    }
    return this.#leg(inviter, { hold, end: endOrCancel })
  }

  #invited(invitation: Invitation): void {
    const refuse = (status: number): void => void invitation.reject({ statusCode: status }).catch(() => undefined)
    if (!this.#incoming) return refuse(480)
    const { uri, displayName } = invitation.remoteIdentity
    let gone: (() => void) | undefined
    let taken = false
    invitation.stateChange.addListener((state) => {
      if (state === SessionState.Terminated && !taken) gone?.()
    })
    void invitation.progress().catch(() => undefined)
    this.#incoming({
      number: callerNumber(uri.user ?? ''),
      // Undefined where the network names nobody, whatever the library's types say.
      name: displayName || '',
      called: callerNumber(invitation.request.to.uri.user ?? ''),
      wantsThrough: wantsThrough(invitation),
      onGone: (listener) => {
        gone = listener
      },
      refuse: (status) => {
        taken = true
        refuse(status)
      },
      answer: (local, on) => {
        taken = true
        this.#sent.set(invitation, local)
        const interval = readInterval(invitation.request.getHeader('Session-Expires'), false)
        const { end, hold, keep } = follow(invitation, on, () => on({ type: 'missed', why: 'failed', sip: null }))
        invitation.accept({ extraHeaders: interval ? agreeTimer(interval) : [] }).then(() => keep(interval), () => refuse(488))
        return this.#leg(invitation, { hold, end })
      },
    })
  }

  #leg(session: Session, { hold, end }: Pick<Leg, 'hold' | 'end'>): Leg {
    const leg: Leg = {
      hold, end,
      digits: (digits) => sendDigits(session, digits, this.#config?.digits ?? 'rfc4733'),
      refer: (to) => {
        const target = typeof to === 'string' ? this.#uri(to) : this.#sessions.get(to)
        return target ? referSession(session, target) : Promise.resolve(false)
      },
    }
    this.#sessions.set(leg, session)
    return leg
  }

  #uri(number: string): URI | undefined {
    return this.#config && UserAgent.makeURI(`sip:${sipUser(number)}@${this.#config.domain}`)
  }

  #changed(): void {
    const line = this.#lines.find((l) => l.state === 'ready')
    this.#presence.use(line && { agent: line.agent, uri: (number) => this.#uri(number) })
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** A number as the directory and the settings have it: +86 13… is 13…, what no number holds is left out. */
const callerNumber = (user: string): string => normaliseNumber(user) ?? user.replaceAll(/[^+*#\w.-]/g, '').slice(0, 64)

/** Whether a call asks to be answered by itself, as paging systems write it (RFC 5373, and the two older ways). */
function wantsThrough({ request }: Invitation): boolean {
  const said = ['Answer-Mode', 'Call-Info', 'Alert-Info'].map((name) => request.getHeader(name) ?? '').join(' ')
  return /\bauto\b|answer-after\s*=\s*0|info=alert-autoanswer|auto answer/i.test(said)
}

/** Tells of the sound that comes before the answer, as soon as it comes. */
function hearEarly(session: Session, on: (event: LegEvent) => void): void {
  const handler = session.sessionDescriptionHandler
  if (!(handler instanceof Web.SessionDescriptionHandler)) return
  const { remoteMediaStream: remote } = handler
  const told = (): void => {
    if (session.state === SessionState.Establishing) on({ type: 'early', remote })
  }
  if (remote.getAudioTracks().length > 0) told()
  else remote.addEventListener('addtrack', told, { once: true })
}

interface Followed extends Pick<Leg, 'end' | 'hold'> {
  /** Keeps the session's time, once it is answered and where a timer was agreed on. */
  keep(interval: SessionInterval | undefined): void
}

/** Tells how a session goes on. */
function follow(session: Session, on: (event: LegEvent) => void, failed: () => void): Followed {
  let answered = false
  let endedHere = false
  let held = false
  let time: ReturnType<typeof keepSession> | undefined
  let endPath: (() => void) | undefined
  const bye = (): void => {
    if (session.state === SessionState.Established) void session.bye().catch(() => undefined)
  }
  // Nobody but the operator sends this console anywhere: sip.js would call whom it is told to, unseen.
  session.delegate = { onInvite: () => time?.refreshed(), onRefer: (referral) => void referral.reject({ statusCode: 603 }).catch(() => undefined) }
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      answered = true
      const handler = session.sessionDescriptionHandler
      if (handler instanceof Web.SessionDescriptionHandler) {
        on({ type: 'answered', remote: handler.remoteMediaStream })
        if (handler.peerConnection) endPath = keepPath(handler.peerConnection, { may: () => session.userAgent.isConnected(), renew: () => reinvite(session, held, true) })
      }
    }
    if (state !== SessionState.Terminated) return
    time?.stop()
    endPath?.()
    // SIP remembers a session for half a minute after its end; the connection of its sound need not wait for that.
    endPath = undefined
    if (answered) on({ type: 'ended', by: endedHere ? 'here' : 'there' })
    // The state changes before the response that changed it is told.
    else queueMicrotask(failed)
  })
  return {
    end: () => {
      endedHere = true
      bye()
    },
    hold: async (wanted) => {
      const agreed = await holdSession(session, wanted)
      if (agreed) held = wanted
      return agreed
    },
    keep: (interval) => {
      if (!interval || session.state !== SessionState.Established) return
      time = keepSession(interval, () => refresh(session, held), bye)
    },
  }
}

/** Offers a session anew as it stands; false when the other side knows it no more. What could not be asked now is asked at the next turn. */
async function refresh(session: Session, held: boolean): Promise<boolean> {
  const status = await reinvite(session, held)
  return status !== 481 && status !== 408
}

/** Tries of a re-INVITE that met the other side's own (491, RFC 3261 §14.1), and the longest pause before the next, ms. */
const GLARE_TRIES = 4
const GLARE_MS = 4_000
/** A re-INVITE cannot be sent while the other side's own is being answered; that is over in about this, ms. */
const ANSWERING_MS = 500
const NOT_SENT = 0

/** A re-INVITE that changes the direction of sound; answers whether the other side took it. Who is held hears nothing from the first moment. */
async function holdSession(session: Session, hold: boolean): Promise<boolean> {
  if (hold) sendSound(session, false)
  const agreed = await offerHold(session, hold)
  if (hold !== agreed) sendSound(session, true)
  return agreed
}

/** What a held side would hear is silence: the direction alone lets sound pass, since it may be music. */
function sendSound(session: Session, on: boolean): void {
  const handler = session.sessionDescriptionHandler
  if (!(handler instanceof Web.SessionDescriptionHandler)) return
  for (const { track } of handler.peerConnection?.getSenders() ?? []) if (track) track.enabled = on
}

async function offerHold(session: Session, hold: boolean): Promise<boolean> {
  for (let tries = 0; tries < GLARE_TRIES && session.state === SessionState.Established; tries++) {
    const status = await reinvite(session, hold)
    if (status !== 491 && status !== NOT_SENT) return status === 200
    await new Promise((resolve) => setTimeout(resolve, Math.random() * (status === 491 ? GLARE_MS : ANSWERING_MS)))
  }
  return false
}

/** The final status of a re-INVITE, or that it could not be sent. `newPath`: sound is to find another way (ICE restart, RFC 8445 §2.4). */
const reinvite = (session: Session, hold: boolean, newPath = false): Promise<number> =>
  new Promise((resolve) => {
    const options: Web.SessionDescriptionHandlerOptions = { hold, ...(newPath ? { offerOptions: { iceRestart: true } } : {}) }
    session.sessionDescriptionHandlerOptionsReInvite = options
    session
      .invite({ requestDelegate: { onAccept: () => resolve(200), onReject: ({ message }) => resolve(message.statusCode ?? 500) } })
      .catch(() => resolve(NOT_SENT))
  })

function instanceId(): string {
  const kept = window.localStorage.getItem(INSTANCE_KEY)
  if (kept !== null) return kept
  const made = crypto.randomUUID()
  window.localStorage.setItem(INSTANCE_KEY, made)
  return made
}

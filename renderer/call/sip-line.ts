import { Registerer, RegistererState, TransportState, UserAgent, Web, type Invitation, type Session, type SessionDescriptionHandlerModifier } from 'sip.js'
import type { CallConfig, LineState } from '../../electron/contract/call.ts'
import { backOff } from './back-off.ts'
import { orderCodecs } from './codec-order.ts'

/** A registration is asked for anew before it runs out, s. */
const EXPIRES_S = 120
const ICE_GATHERING_MS = 500
const CONNECT_S = 6
/** A wrong password is not tried more often than this, ms: registrars lock out who does. */
const REFUSED_MS = 60_000

export interface SipLineOptions {
  readonly config: CallConfig
  readonly server: string
  readonly instanceId: string
  /** What is sent on a session. */
  readonly sentOn: (session: Session) => MediaStream
  readonly onInvite: (invitation: Invitation) => void
  readonly onChange: () => void
}

/**
 * One registrar: a user agent, its registration, and its own way back after the socket was cut. Calls are not
 * touched by that: their dialogs go on as soon as the socket is there again.
 */
export class SipLine {
  readonly server: string
  readonly agent: UserAgent
  readonly #registerer: Registerer
  readonly #onChange: () => void
  #state: LineState = 'connecting'
  #detail = ''
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #ended = false

  constructor({ config, server, instanceId, sentOn, onInvite, onChange }: SipLineOptions) {
    const uri = UserAgent.makeURI(`sip:${config.user}@${config.domain}`)
    if (!uri) throw new Error(`sip:${config.user}@${config.domain} is no SIP address`)
    const ordered: SessionDescriptionHandlerModifier = ({ type, sdp = '' }) => Promise.resolve({ type, sdp: orderCodecs(sdp, config.codecs) })
    this.server = server
    this.#onChange = onChange
    this.agent = new UserAgent({
      uri,
      displayName: config.name,
      authorizationUsername: config.authUser,
      authorizationPassword: config.password,
      instanceId,
      instanceIdAlwaysAdded: true,
      gracefulShutdown: true,
      logBuiltinEnabled: false,
      reconnectionAttempts: 0,
      noAnswerTimeout: 120,
      userAgentString: 'Wufeng',
      transportOptions: { server, connectionTimeout: CONNECT_S, keepAliveInterval: 20 },
      sipExtensionExtraSupported: ['timer'],
      sessionDescriptionHandlerFactory: (session, options) => {
        const handler = Web.defaultSessionDescriptionHandlerFactory(() => Promise.resolve(sentOn(session)))(session, options)
        const describe = handler.getDescription.bind(handler)
        handler.getDescription = (how, modifiers = []) => describe(how, [...modifiers, ordered])
        return handler
      },
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: ICE_GATHERING_MS, peerConnectionConfiguration: { iceServers: config.ice } },
      delegate: { onInvite, onConnect: () => this.#connected(), onDisconnect: (error) => this.#cut(error) },
    })
    this.#registerer = new Registerer(this.agent, { expires: EXPIRES_S, regId: 1, instanceId })
    this.#registerer.stateChange.addListener((state) => {
      if (state !== RegistererState.Registered && this.#state === 'ready') this.#say('lost', 'the registration ended')
    })
  }

  get state(): LineState {
    return this.#state
  }

  get detail(): string {
    return this.#detail
  }

  start(): void {
    this.agent.start().catch((error: unknown) => this.#cut(error instanceof Error ? error : new Error(String(error))))
  }

  /** Leaves: nothing is tried again. Calls that stand on it keep the socket until they end. */
  stop(): void {
    this.#ended = true
    clearTimeout(this.#timer)
    this.agent.stop().catch(() => undefined)
  }

  #connected(): void {
    this.#failures = 0
    this.#register()
  }

  #register(): void {
    this.#registerer
      .register({
        requestDelegate: {
          // Said here and not by the registerer's state, which stays the same when a registration is renewed on a new socket.
          onAccept: () => this.#say('ready', ''),
          onReject: ({ message }) => {
            const refused = message.statusCode === 401 || message.statusCode === 403 || message.statusCode === 407 || message.statusCode === 404
            this.#say(refused ? 'refused' : 'lost', `${message.statusCode ?? ''} ${message.reasonPhrase ?? ''}`.trim())
            this.#again(() => this.#register(), refused ? REFUSED_MS : undefined)
          },
        },
      })
      .catch((error: unknown) => {
        // One that was under way when the socket was cut is not answered any more, and must run out first.
        this.#say('lost', String(error))
        this.#again(() => this.#register())
      })
  }

  #cut(cause: Error | undefined): void {
    if (this.#ended) return
    this.#say('lost', cause?.message ?? 'the connection was closed')
    this.#again(() => {
      if (this.agent.transport.state === TransportState.Connected) return
      void this.#reconnect()
    })
  }

  async #reconnect(): Promise<void> {
    try {
      await this.agent.reconnect()
    } catch (error) {
      this.#cut(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #again(run: () => void, pauseMs?: number): void {
    if (this.#ended) return
    clearTimeout(this.#timer)
    this.#failures += 1
    this.#timer = setTimeout(run, pauseMs ?? backOff(this.#failures, Math.random()))
  }

  #say(state: LineState, detail: string): void {
    this.#state = state
    this.#detail = detail
    this.#onChange()
  }
}

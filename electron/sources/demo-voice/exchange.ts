import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { startStun } from './stun.ts'
import { CallIn, type DemoCaller } from './call-in.ts'
import { DemoCall, dialogOf, isFirst, type DemoNumber } from './demo-call.ts'
import type { FarSound } from './far-end.ts'
import { DemoPresence } from './presence.ts'
import { replacedBy } from './referral.ts'
import { MAX_MESSAGE, paramOf, parseSip, responseTo, uriOf, userOf, valueOf, valuesOf, writeSip, type SipMessage, type SipRequest, type SipResponse } from './sip-message.ts'

export interface ExchangeOptions {
  readonly port: number
  /** Who connects must name it as the path. */
  readonly key: string
  /** What a dialled number does; undefined: nobody has it. */
  readonly numberOf: (dialled: string) => DemoNumber | undefined
  readonly onAnswered: (call: { readonly callId: string; readonly dialled: string; readonly sentHz: number | null }) => void
  /** What a number of the demo's own receives, μ-law. */
  readonly onHeard?: (dialled: string, packet: Uint8Array) => void
}

export interface Exchange {
  readonly port: number
  close(): Promise<void>
}

interface Binding {
  readonly socket: WebSocket
  readonly contact: string
  readonly expiresAt: number
}

const MAX_SOCKETS = 64
const MAX_CALLS = 64
const MAX_BRANCHES = 2_000
const EXPIRES_S = 120
/** The exchange's own name in Via; it is reached over its WebSocket alone. */
const HOST = 'exchange.demo.invalid'
const DOMAIN = 'demo.invalid'
/** Numbers at which calls are parked. */
const ORBIT = /^70\d\d$/

/**
 * The demo's registrar, proxy and numbers over SIP on WebSocket (RFC 7118), loopback only. It has no accounts: whoever
 * knows the key of this run may register any name. For a first run without a server, never for real use.
 */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const stun = await startStun()
  const http = createServer((_request, response) => response.writeHead(426).end())
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false) })
  const bindings = new Map<string, Binding>()
  const branches = new Map<string, WebSocket>()
  const calls = new Map<string, DemoCall | CallIn>()
  const parked = new Map<string, FarSound>()

  http.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (request.url !== `/${options.key}` || sockets.clients.size >= MAX_SOCKETS) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (ws) => serve(ws))
  })

  const send = (ws: WebSocket | undefined, message: SipMessage): void => {
    if (ws?.readyState === 1) ws.send(writeSip(message))
  }

  const presence = new DemoPresence({
    host: HOST, send,
    knows: (number) => {
      const has = options.numberOf(number)
      return has && (has.does === 'busy' ? 'busy' : 'free')
    },
  })

  const serve = (ws: WebSocket): void => {
    ws.on('error', () => ws.terminate())
    ws.on('message', (data, binary) => {
      const text = binary ? '' : String(data)
      if (text.trim() === '') return ws.send(text)
      const message = parseSip(text)
      if (!message || dialogOf(message) === '') return
      if (message.kind === 'response') return passBack(message)
      try {
        route(message, ws)
      } catch {
        send(ws, responseTo(message, 400))
      }
    })
    ws.on('close', () => {
      for (const [branch, owner] of branches) if (owner === ws) branches.delete(branch)
    })
  }

  const route = (request: SipRequest, ws: WebSocket): void => {
    if (valuesOf(request, 'via').length === 0 || valueOf(request, 'cseq') === '') return send(ws, responseTo(request, 400))
    const own = calls.get(dialogOf(request))
    if (own instanceof CallIn) return own.receive(request)
    if (own) return request.method === 'INVITE' && isFirst(request) ? own.repeat() : own.receive(request)
    if (request.method === 'REGISTER') return register(request, ws)
    if (request.method === 'OPTIONS' && isFirst(request)) return send(ws, responseTo(request, 200))
    if (request.method === 'SUBSCRIBE') return presence.receive(request, ws)
    const target = targetOf(request.uri)
    if (target) return forward(request, ws, target)
    if (request.method === 'INVITE' && isFirst(request)) return take(request, ws)
    if (request.method !== 'ACK') send(ws, responseTo(request, isFirst(request) ? 404 : 481))
  }

  const register = (request: SipRequest, ws: WebSocket): void => {
    const user = userOf(uriOf(valueOf(request, 'to')))
    const contact = valueOf(request, 'contact')
    const asked = Number(paramOf(contact, 'expires') ?? valueOf(request, 'expires'))
    const expires = Number.isFinite(asked) && valueOf(request, 'expires') + (paramOf(contact, 'expires') ?? '') !== '' ? Math.min(asked, EXPIRES_S) : EXPIRES_S
    if (user === '') return send(ws, responseTo(request, 400))
    if (expires === 0 || contact === '*') bindings.delete(user)
    else bindings.set(user, { socket: ws, contact: uriOf(contact), expiresAt: Date.now() + expires * 1000 })
    send(ws, responseTo(request, 200, { toTag: 'demo', headers: expires === 0 ? [] : [{ name: 'Contact', value: `<${uriOf(contact)}>;expires=${expires}` }] }))
  }

  /** Where a URI's owner can be reached now: by the name registered, or by its contact. */
  const targetOf = (uri: string): Binding | undefined => {
    const user = userOf(uri)
    const found = bindings.get(user) ?? [...bindings.values()].find((b) => userOf(b.contact) === user)
    return found && found.expiresAt > Date.now() ? found : undefined
  }

  const forward = (request: SipRequest, from: WebSocket, to: Binding): void => {
    const via = valueOf(request, 'via')
    const branch = `z9hG4bKdemo${paramOf(via, 'branch') ?? ''}`
    if (branches.size >= MAX_BRANCHES) branches.delete(branches.keys().next().value ?? '')
    branches.set(branch, from)
    send(to.socket, { ...request, uri: to.contact, headers: [{ name: 'Via', value: `SIP/2.0/WS ${HOST};branch=${branch}` }, ...request.headers] })
  }

  const passBack = (response: SipResponse): void => {
    const own = calls.get(dialogOf(response))
    if (own instanceof CallIn) return own.answered(response)
    const [top = '', ...rest] = valuesOf(response, 'via')
    const ws = branches.get(paramOf(top, 'branch') ?? '')
    if (!ws || rest.length === 0) return
    const first = response.headers.findIndex((h) => /^(via|v)$/i.test(h.name))
    send(ws, { ...response, headers: response.headers.filter((_, i) => i !== first) })
  }

  const over = (id: string, number: string): void => {
    presence.line(id, number, 'ended')
    setTimeout(() => calls.delete(id), 5_000).unref()
  }

  /** A number of the demo's own. */
  const take = (invite: SipRequest, ws: WebSocket): void => {
    const dialled = userOf(invite.uri)
    const number = fromOrbit(dialled) ?? options.numberOf(dialled)
    if (!number) return send(ws, responseTo(invite, 404, { toTag: 'demo' }))
    if (calls.size >= MAX_CALLS) return send(ws, responseTo(invite, 503, { toTag: 'demo' }))
    const caller = userOf(uriOf(valueOf(invite, 'from')))
    const id = dialogOf(invite)
    const sentHz = number.does === 'answer' && number.sound.what === 'tone' ? number.sound.hz : null
    // The caller may have connected anew since: what is said to it goes where it is now.
    const reply = (message: SipMessage): void => send(ws.readyState === 1 ? ws : bindings.get(caller)?.socket, message)
    const call = new DemoCall({ invite, number, host: HOST, stun: stun.port, send: reply, go: transfer, hears: (packet) => options.onHeard?.(dialled, packet), onAnswered: () => {
      presence.line(id, dialled, 'confirmed')
      options.onAnswered({ callId: id, dialled, sentHz })
    }, onEnded: () => over(id, dialled) })
    calls.set(id, call)
    if (number.does === 'answer' || number.does === 'ring') presence.line(id, dialled, 'early')
    if (number.does === 'call-back') setTimeout(() => callIn(number.caller, caller), number.after)
  }

  /** Calls whoever registered a name. */
  const callIn = (caller: DemoCaller, callee: string): void => {
    const binding = bindings.get(callee)
    if (!binding || calls.size >= MAX_CALLS) return
    const sentHz = caller.sound.what === 'tone' ? caller.sound.hz : null
    const call: CallIn = new CallIn({
      caller, callee, contact: binding.contact, domain: DOMAIN, host: HOST, stun: stun.port,
      send: (message) => send(bindings.get(callee)?.socket, message),
      go: transfer,
      onAnswered: () => {
        presence.line(call.id, caller.number, 'confirmed')
        options.onAnswered({ callId: call.id, dialled: caller.number, sentHz })
      },
      onEnded: () => over(call.id, caller.number),
    })
    calls.set(call.id, call)
    presence.line(call.id, caller.number, 'early')
  }

  /** Whoever is parked at an orbit is spoken with by whoever calls it. */
  const fromOrbit = (dialled: string): DemoNumber | undefined => {
    const sound = parked.get(dialled)
    parked.delete(dialled)
    return sound && { does: 'answer', after: 0, sound }
  }

  /** Sends a far end on: to another call in its stead, to an orbit, or to a number; the status of that. */
  const transfer = async (referTo: string, sound: FarSound): Promise<number> => {
    const replaced = replacedBy(referTo)
    if (replaced !== undefined) {
      const other = calls.get(replaced)
      other?.hangUp()
      return other ? 200 : 481
    }
    const dialled = userOf(uriOf(referTo))
    if (ORBIT.test(dialled)) {
      if (parked.has(dialled)) return 486
      parked.set(dialled, sound)
      return 200
    }
    const number = options.numberOf(dialled)
    if (number?.does !== 'answer') return number === undefined ? 404 : number.does === 'busy' ? 486 : 480
    await new Promise((resolve) => setTimeout(resolve, number.after))
    return 200
  }

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: (http.address() as AddressInfo).port,
    close: async () => {
      for (const call of calls.values()) call.close()
      for (const client of sockets.clients) client.terminate()
      stun.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

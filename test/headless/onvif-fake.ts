import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the device misbehaves. */
export type OnvifFlaw = 'none' | 'garbage' | 'html' | 'endless' | 'silent' | 'fault' | 'wrong-shape' | 'torturing'

const USER = 'operator'
const PASSWORD = 'p&ss "word"'
const NONCE = '36160f746afa5913'
const PRESETS = '<tptz:Preset token="1"><tt:Name>大门</tt:Name></tptz:Preset><tptz:Preset token="gate &amp; 2"><tt:Name>Crossing</tt:Name></tptz:Preset>'

/** A camera's ONVIF face (profile S), just enough to be looked at and steered, with a profile that has no stream, and WS-UsernameToken digests checked. */
export class OnvifFake {
  flaw: OnvifFlaw = 'none'
  /** What it was told to do, in order: `move 0.5 0 0`, `stop`, `go 1`, `keep name`. */
  readonly told: string[] = []
  /** Addresses that its answers name, which must not be used. */
  elsewhere = 'http://192.0.2.7:9'
  motor = true
  /** Wants HTTP digests (RFC 7616) instead. */
  digest = false
  /** Answers anybody. */
  open = false
  /** Where its streams are, before the profile's name. */
  streams = 'rtsp://192.0.2.7'
  port = 0
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  static async start(): Promise<OnvifFake> {
    const fake = new OnvifFake()
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve))
    fake.port = (fake.#server.address() as AddressInfo).port
    return fake
  }

  url(password = PASSWORD): string {
    return `http://${USER}:${encodeURIComponent(password)}@127.0.0.1:${this.port}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (this.flaw === 'silent') return
    if (this.flaw === 'endless') return this.#pour(response)
    if (this.flaw === 'garbage') return void response.end(Buffer.from(Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 251)))
    if (this.flaw === 'html') return void response.end('<!DOCTYPE html><html><body>Welcome</body></html>')
    if (this.flaw === 'torturing') return void response.end('xmlns'.repeat(80_000))
    if (this.flaw === 'wrong-shape') return void response.end(envelope('<a:B xmlns:a="x"><a:C/></a:B>'))
    if (this.flaw === 'fault') return void response.writeHead(500).end(fault('ter:Action', 'it does not want to'))
    if (this.digest && !digested(request)) return void response.writeHead(401, { 'WWW-Authenticate': `Digest qop="auth", realm="camera", nonce="${NONCE}"` }).end()
    if (!this.open && !this.digest && !body.includes('GetSystemDateAndTime') && !authorised(body)) return void response.writeHead(400).end(fault('ter:NotAuthorized', 'Sender not Authorized'))
    if (body.includes('GetStreamUri') && body.includes('>events<')) return void response.writeHead(500).end(fault('ter:NoProfile', 'it has no stream'))
    response.end(envelope(this.#answer(body)))
  }

  #answer(body: string): string {
    const has = (name: string): boolean => body.includes(`<${name} `) || body.includes(`<${name}>`)
    const text = (tag: string): string => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1] ?? ''
    if (has('GetSystemDateAndTime')) return time()
    if (has('GetServices')) return `<tds:GetServicesResponse>${['device', 'media', 'ptz'].map((name) => `<tds:Service><tds:Namespace>http://www.onvif.org/ver${name === 'ptz' ? 20 : 10}/${name}/wsdl</tds:Namespace><tds:XAddr>${this.elsewhere}/onvif/${name}</tds:XAddr></tds:Service>`).join('')}</tds:GetServicesResponse>`
    if (has('GetDeviceInformation')) return '<tds:GetDeviceInformationResponse><tds:Manufacturer>Linjiang</tds:Manufacturer><tds:Model>Dome 4</tds:Model><tds:FirmwareVersion>1.2</tds:FirmwareVersion></tds:GetDeviceInformationResponse>'
    if (has('GetProfiles')) return `<trt:GetProfilesResponse>${profile('main', 1920, 1080, this.motor)}${profile('sub', 704, 576, this.motor)}<trt:Profiles token="events"><tt:Name>events</tt:Name></trt:Profiles></trt:GetProfilesResponse>`
    if (has('GetStreamUri')) return `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${this.streams}/${text('ProfileToken')}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`
    if (has('GetPresets')) return `<tptz:GetPresetsResponse>${PRESETS}</tptz:GetPresetsResponse>`
    if (has('ContinuousMove')) return this.#note(`move ${/<PanTilt [^>]*x="([^"]*)" y="([^"]*)"/.exec(body)?.slice(1).join(' ') ?? ''} ${/<Zoom [^>]*x="([^"]*)"/.exec(body)?.[1] ?? ''}`, 'ContinuousMove')
    if (has('Stop')) return this.#note('stop', 'Stop')
    if (has('GotoPreset')) return this.#note(`go ${text('PresetToken')}`, 'GotoPreset')
    return this.#note(`keep ${text('PresetName')}`, 'SetPreset')
  }

  #note(what: string, action: string): string {
    this.told.push(what)
    return `<tptz:${action}Response/>`
  }

  #pour(response: ServerResponse): void {
    const more = (): void => {
      while (!response.destroyed && response.write('<a>'.repeat(20_000)));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  }
}

/** WS-UsernameToken: Base64(SHA-1(nonce + created + password)). */
function authorised(body: string): boolean {
  const part = (tag: string): string => new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(body)?.[1] ?? ''
  const digest = createHash('sha1').update(Buffer.from(part('Nonce'), 'base64')).update(part('Created')).update(PASSWORD).digest('base64')
  return part('Username') === USER && part('Password') === digest
}

const md5 = (...parts: readonly string[]): string => createHash('md5').update(parts.join(':')).digest('hex')

function digested({ method = '', headers }: IncomingMessage): boolean {
  const part = (name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(headers.authorization ?? '')?.[1] ?? ''
  return part('response') === md5(md5(USER, 'camera', PASSWORD), NONCE, part('nc'), part('cnonce'), 'auth', md5(method, part('uri')))
}

const profile = (token: string, width: number, height: number, motor: boolean): string =>
  `<trt:Profiles token="${token}"><tt:Name>${token}</tt:Name><tt:VideoEncoderConfiguration token="e"><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration>${motor ? '<tt:PTZConfiguration token="p"><tt:Name>p</tt:Name></tt:PTZConfiguration>' : ''}</trt:Profiles>`

const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>${body}</s:Body></s:Envelope>`

const fault = (code: string, reason: string): string =>
  envelope(`<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason></s:Fault>`)

function time(): string {
  const now = new Date()
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime><tt:Time><tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`
}

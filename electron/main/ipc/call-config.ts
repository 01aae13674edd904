import { readFileSync, statSync } from 'node:fs'
import type { CallConfig } from '../../contract/call.ts'
import type { Settings } from '../../contract/settings.ts'
import type { DemoExchange } from './demo-voice.ts'

/** Registers at the operator's own servers; undefined when none is named. Throws with a sentence when the password file cannot be used. */
export function settingsCallConfig({ voice, operator }: Settings): CallConfig | undefined {
  if (voice.registrars.length === 0) return undefined
  const { user, password } = voice.credentials === null ? { user: voice.user, password: '' } : credentials(voice.credentials)
  return { registrars: [...voice.registrars], user: voice.user, domain: voice.domain, name: operator.name, authUser: user, password, ice: iceServers(voice), codecs: voice.codecs, ringSeconds: voice.ringSeconds, digits: voice.digits, park: voice.park, echo: voice.echoNumber, emergencyNumbers: voice.emergencyNumbers, putThrough: voice.putThrough, demo: false }
}

/** Who calls in the demo when its emergency line is tried. */
const DEMO_EMERGENCY = '110'
/** Where the demo's exchange parks calls. */
const DEMO_ORBIT = '7000'
/** Which of the demo's numbers says back what it hears. */
const DEMO_ECHO = '8199'

/** Registers at the demo's exchange on this machine. */
export const demoCallConfig = ({ voice, operator }: Settings, { port, key }: DemoExchange): CallConfig => ({
  registrars: [`ws://127.0.0.1:${port}/${key}`], user: 'console', domain: 'demo.invalid', name: operator.name, authUser: '', password: '', ice: [], codecs: voice.codecs, ringSeconds: voice.ringSeconds, digits: voice.digits, park: DEMO_ORBIT, echo: DEMO_ECHO, emergencyNumbers: [...voice.emergencyNumbers, DEMO_EMERGENCY], putThrough: voice.putThrough, demo: true,
})

/** Origins that the call page may connect to, as a content policy names them. The demo's port is chosen by the system. */
export function callOrigins({ voice, demo }: Settings): string[] {
  const own = voice.registrars.flatMap((address) => (URL.canParse(address) ? [new URL(address).origin] : []))
  return own.length > 0 ? own : demo ? ['ws://127.0.0.1:*'] : []
}

/** STUN servers ask for nothing, TURN servers for what the file says. */
function iceServers({ ice, turnCredentials }: Settings['voice']): CallConfig['ice'] {
  const turn = turnCredentials === null ? undefined : credentials(turnCredentials)
  return ice.map((urls) => (turn && !urls.startsWith('stun:') ? { urls, username: turn.user, credential: turn.password } : { urls }))
}

function credentials(file: string): { user: string; password: string } {
  const { mode } = statSync(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600 it`)
  const [user, ...rest] = readFileSync(file, 'utf8').trim().split(':')
  if (!user || rest.length === 0) throw new Error(`${file} must hold user:password`)
  return { user, password: rest.join(':') }
}

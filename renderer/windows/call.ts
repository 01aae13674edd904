import { CallConfig } from '../../electron/contract/call.ts'
import { CertificateWord } from '../../electron/contract/certificate.ts'
import { AudioRoom } from '../call/audio-room.ts'
import { CallDesk } from '../call/call-desk.ts'
import { CallRecorder } from '../call/call-recorder.ts'
import { DeskPorts } from '../call/desk-ports.ts'
import { FactOutbox } from '../call/fact-outbox.ts'
import { SipEngine } from '../call/sip-engine.ts'
import { SoundDevices } from '../call/sound-devices.ts'
import { bridge, reportErrors } from '../client/bridge.ts'
import { core } from '../client/core.ts'
import { startPorts } from '../client/port.ts'

// The hidden window that holds the calls: it outlives the consoles' reloads and core.
reportErrors()
const outbox = new FactOutbox(core)
const desk: CallDesk = new CallDesk({
  engine: new SipEngine(),
  room: new AudioRoom(),
  devices: new SoundDevices({ list: () => navigator.mediaDevices.enumerateDevices(), kept: localStorage }),
  tell: (callId, at, event) => outbox.tell(callId, at, event),
  record: (callId, both) => new CallRecorder(callId, both, core),
  onBoard: (board) => ports.tell(board),
})
const ports = new DeskPorts((action) => desk.act(action), () => desk.board())

bridge().onCallConfig((given) => {
  const config = CallConfig.safeParse(given)
  if (config.success) desk.configure(config.data)
  else void bridge().report({ fact: 'error', message: `the call settings do not fit: ${config.error.message}`.slice(0, 2_000) })
})
bridge().onCertificate((given) => {
  const word = CertificateWord.safeParse(given)
  if (word.success) desk.certificate(word.data)
})
// Core may have gone on without us, or we without core: calls that nobody holds are over.
core.onConnection((up) => {
  if (up) void outbox.empty().then(() => core.command({ type: 'call.alive', callIds: desk.alive() }))
})
navigator.mediaDevices.addEventListener('devicechange', () => void desk.refreshDevices())
void desk.refreshDevices()
startPorts()
void bridge().report({ fact: 'ready' })

import { parseArgs } from 'node:util'
import { soakReconnects } from './soak/reconnects.ts'
import { soakVideo } from './soak/video.ts'

const USAGE = 'usage: npm run soak -- reconnects N | npm run soak -- video --hours H\n'
const { values, positionals } = parseArgs({ options: { hours: { type: 'string', default: '1' } }, allowPositionals: true })
const [what, count = '2000'] = positionals
const [rounds, hours] = [Number(count), Number(values.hours)]

if (what === 'reconnects' && Number.isInteger(rounds) && rounds > 0) process.exitCode = await soakReconnects(rounds)
else if (what === 'video' && hours > 0) process.exitCode = await soakVideo(hours)
else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}

import { existsSync, readdirSync } from 'node:fs'
import { output, run, which } from './run.mjs'
import { PlainError, say } from './say.mjs'
import { readText } from './paths.mjs'

/** A probe for an element of GStreamer, by way of the Python that the test's RTSP server runs in. */
function gstElement(name) {
  const script = `import gi; gi.require_version('Gst','1.0'); from gi.repository import Gst; Gst.init(None); print(Gst.ElementFactory.find('${name}') or '')`
  return ['/usr/bin/python3', ['-c', script]]
}

/**
 * What the system must have. `names`: the Debian/Ubuntu package, newest name last; the probe (a library, a command
 * or files of which one exists) tells on other systems whether it is there under another name.
 */
const needs = {
  electron: [
    { names: ['libgtk-3-0', 'libgtk-3-0t64'], lib: 'libgtk-3.so.0' },
    { names: ['libnss3'], lib: 'libnss3.so' },
    { names: ['libasound2', 'libasound2t64'], lib: 'libasound.so.2' },
    { names: ['libgbm1'], lib: 'libgbm.so.1' },
    { names: ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'], lib: 'libatk-bridge-2.0.so.0' },
    { names: ['libcups2', 'libcups2t64'], lib: 'libcups.so.2' },
    { names: ['libdrm2'], lib: 'libdrm.so.2' },
    { names: ['libxss1'], lib: 'libXss.so.1' },
    { names: ['fonts-noto-cjk'], output: ['fc-list', [':lang=zh-cn', 'family']] },
    { names: ['util-linux'], command: 'setpriv' },
  ],
  picture: [{ names: ['imagemagick'], command: 'import' }],
  wall: [
    { names: ['xserver-xorg-core'], files: ['/usr/lib/xorg/Xorg', '/usr/libexec/Xorg', '/usr/bin/Xorg'] },
    {
      names: ['xserver-xorg-video-dummy'],
      files: ['/usr/lib/xorg/modules/drivers/dummy_drv.so', '/usr/lib64/xorg/modules/drivers/dummy_drv.so'],
    },
    { names: ['x11-xserver-utils'], command: 'xrandr' },
    { names: ['openbox'], command: 'openbox' },
  ],
  test: [
    { names: ['xdotool'], command: 'xdotool' },
    { names: ['x11-utils'], command: 'xwininfo' },
    { names: ['ffmpeg'], command: 'ffmpeg' },
    { names: ['python3-gi'], output: ['/usr/bin/python3', ['-c', 'import gi; print(gi)']] },
    {
      names: ['gir1.2-gst-rtsp-server-1.0'],
      output: ['/usr/bin/python3', ['-c', "import gi; gi.require_version('GstRtspServer','1.0'); print(1)"]],
    },
    { names: ['gstreamer1.0-plugins-base'], output: gstElement('videotestsrc') },
    { names: ['gstreamer1.0-plugins-good'], output: gstElement('rtph264pay') },
    { names: ['gstreamer1.0-plugins-bad'], output: gstElement('h264parse') },
    { names: ['gstreamer1.0-plugins-ugly'], output: gstElement('x264enc') },
  ],
  voice: [
    { names: ['kamailio'], files: ['/usr/sbin/kamailio', '/usr/bin/kamailio'] },
    { names: ['kamailio-websocket-modules'], files: ['/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so', '/usr/lib/aarch64-linux-gnu/kamailio/modules/websocket.so', '/usr/lib64/kamailio/modules/websocket.so'] },
    { names: ['kamailio-presence-modules'], files: ['/usr/lib/x86_64-linux-gnu/kamailio/modules/presence.so', '/usr/lib/aarch64-linux-gnu/kamailio/modules/presence.so', '/usr/lib64/kamailio/modules/presence.so'] },
    { names: ['rtpengine-daemon', 'rtpengine'], command: 'rtpengine' },
    { names: ['baresip-core'], command: 'baresip' },
    { names: ['sip-tester'], command: 'sipp' },
  ],
}

/** Which groups of needs a run has. */
export function needsOf({ profile, display, once, voice }) {
  const groups = ['electron']
  if (profile === 'test' || once) groups.push('picture')
  if (profile === 'test' || !display) groups.push('wall')
  if (profile === 'test') groups.push('test')
  if (voice) groups.push('voice')
  return groups.flatMap((group) => needs[group])
}

/**
 * Installs the missing Debian packages as root; otherwise stops with the exact command or list.
 * @param {{profile: 'start'|'test', display: boolean, once?: boolean, voice?: boolean}} what
 */
export async function installSystemPackages(what) {
  const wanted = needsOf(what)
  if (!isDebian()) return stopIfMissing(wanted)
  const missing = missingPackages(wanted, installedNames())
  if (missing.length === 0) return
  const names = () => missing.map((need) => newestKnown(need.names))
  if (process.getuid?.() !== 0) {
    throw new PlainError(`these Debian packages are missing. Install them, then start again:\n  ${command(names())}`)
  }
  if (!hasLists()) await update()
  say(`installing Debian packages: ${names().join(' ')}`)
  if ((await apt(names())).code === 0) return
  await update()
  const second = await apt(names())
  if (second.code !== 0) throw new PlainError(`apt-get failed: ${second.tail.trim().split('\n').at(-1)}\nTry by hand:\n  ${command(names())}`)
}

function command(names) {
  return `sudo apt-get install --no-install-recommends ${names.join(' ')}`
}

/** The needs that no installed package (by its name or by what it provides) meets. */
export function missingPackages(wanted, installed) {
  return wanted.filter((need) => !need.names.some((name) => installed.has(name)))
}

function installedNames() {
  const lines = output('dpkg-query', ['-W', '-f', '${db:Status-Status}\t${Package}\t${Provides}\n']) ?? ''
  return parseInstalled(lines)
}

/** Names of installed packages and what they provide, from `dpkg-query` lines: status, package, provides. */
export function parseInstalled(lines) {
  const names = new Set()
  for (const line of lines.split('\n')) {
    const [status, name, provides = ''] = line.split('\t')
    if (status !== 'installed' || !name) continue
    names.add(name)
    for (const provided of provides.split(',')) names.add(provided.trim().split(' ')[0])
  }
  return names
}

/** The newest of a package's names that this release of the system has. */
function newestKnown(names) {
  if (names.length === 1) return names[0]
  const known = names.filter((name) => /Candidate: (?!\(none\))/.test(output('apt-cache', ['policy', name]) ?? ''))
  return known.at(-1) ?? names[0]
}

const aptOptions = ['-o', 'DPkg::Lock::Timeout=300', '-qq']
const aptEnv = () => ({ ...process.env, DEBIAN_FRONTEND: 'noninteractive' })

function apt(names) {
  return run('apt-get', [...aptOptions, 'install', '-y', '--no-install-recommends', ...names], { env: aptEnv(), quiet: true })
}

async function update() {
  say('updating the list of Debian packages')
  const { code, tail } = await run('apt-get', [...aptOptions, 'update'], { env: aptEnv(), quiet: true })
  if (code !== 0) say(`apt-get update: ${tail.trim().split('\n').at(-1)}`)
}

function hasLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'))
  } catch {
    return false
  }
}

function isDebian() {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readText('/etc/os-release') ?? '') && which('apt-get') !== undefined
}

function stopIfMissing(wanted) {
  const missing = wanted.filter((need) => !isThere(need))
  if (missing.length === 0) return
  const list = missing.map((need) => `  ${need.lib ?? need.command ?? need.names[0]}  (in Debian: ${need.names[0]})`)
  throw new PlainError(`this system lacks the following; install what provides them, then start again:\n${list.join('\n')}`)
}

function isThere({ lib, command: name, files, output: probe }) {
  if (lib) return (output(which('ldconfig') ?? 'ldconfig', ['-p']) ?? '').includes(lib)
  if (name) return which(name) !== undefined
  if (files) return files.some((file) => existsSync(file))
  return (output(probe[0], probe[1]) ?? '').trim() !== ''
}

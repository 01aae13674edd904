/** Groups of the key help, in its order. */
export const GROUPS = ['queue', 'case', 'call', 'find', 'pages', 'alarm', 'wall', 'window'] as const
export type Group = (typeof GROUPS)[number]

/**
 * Every key of the console, once. `keys` are as {@link keyOf} writes them; the first is shown beside its
 * control. `typing`: works while a text is being typed too. `repeat`: holding the key repeats.
 */
export const BINDINGS = [
  { action: 'queue.next', keys: ['j', 'ArrowDown'], group: 'queue', typing: false, repeat: true },
  { action: 'queue.previous', keys: ['k', 'ArrowUp'], group: 'queue', typing: false, repeat: true },
  { action: 'queue.first', keys: ['g', 'Home'], group: 'queue', typing: false, repeat: false },
  { action: 'queue.last', keys: ['Shift+G', 'End'], group: 'queue', typing: false, repeat: false },
  { action: 'lens.mine', keys: ['1'], group: 'queue', typing: false, repeat: false },
  { action: 'lens.open', keys: ['2'], group: 'queue', typing: false, repeat: false },
  { action: 'lens.late', keys: ['3'], group: 'queue', typing: false, repeat: false },
  { action: 'lens.all', keys: ['4'], group: 'queue', typing: false, repeat: false },
  { action: 'queue.filter', keys: ['q'], group: 'queue', typing: false, repeat: false },
  { action: 'queue.clear-filter', keys: ['Shift+Q'], group: 'queue', typing: false, repeat: false },
  { action: 'queue.saved', keys: ['5', '6', '7', '8', '9', '0'], group: 'queue', typing: false, repeat: false },

  { action: 'case.focus', keys: ['Enter'], group: 'case', typing: false, repeat: false },
  { action: 'case.next-step', keys: ['n'], group: 'case', typing: false, repeat: false },
  { action: 'case.more-steps', keys: ['.'], group: 'case', typing: false, repeat: false },
  { action: 'case.show-on-map', keys: ['m'], group: 'case', typing: false, repeat: false },
  { action: 'case.attach', keys: ['a'], group: 'case', typing: false, repeat: false },
  { action: 'case.view-files', keys: ['o'], group: 'case', typing: false, repeat: false },
  { action: 'case.claim', keys: ['b'], group: 'case', typing: false, repeat: false },
  { action: 'case.print', keys: ['Ctrl+P'], group: 'case', typing: false, repeat: false },
  { action: 'grids.toggle', keys: ['Shift+N'], group: 'case', typing: false, repeat: false },
  { action: 'case.new', keys: ['c'], group: 'case', typing: false, repeat: false },

  { action: 'call.department', keys: ['p'], group: 'call', typing: false, repeat: false },
  { action: 'call.place', keys: ['Alt+g'], group: 'call', typing: false, repeat: false },
  { action: 'call.unit', keys: ['Alt+u'], group: 'call', typing: false, repeat: false },
  { action: 'call.back', keys: ['Alt+b'], group: 'call', typing: false, repeat: false },
  { action: 'call.answer', keys: ['F10'], group: 'call', typing: true, repeat: false },
  { action: 'call.hang-up', keys: ['x'], group: 'call', typing: false, repeat: false },
  { action: 'call.give-up', keys: ['Shift+X'], group: 'call', typing: false, repeat: false },
  { action: 'call.hold', keys: ['Shift+H'], group: 'call', typing: false, repeat: false },
  { action: 'call.line', keys: ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', 'Alt+7', 'Alt+8'], group: 'call', typing: false, repeat: false },
  { action: 'call.swap', keys: ['Alt+x'], group: 'call', typing: false, repeat: false },
  { action: 'call.merge', keys: ['+'], group: 'call', typing: false, repeat: false },
  { action: 'call.patch', keys: ['Alt+o'], group: 'call', typing: false, repeat: false },
  { action: 'call.split', keys: ['-'], group: 'call', typing: false, repeat: false },
  { action: 'call.silence', keys: ['Alt+e'], group: 'call', typing: false, repeat: false },
  { action: 'call.connect', keys: ['Alt+c'], group: 'call', typing: false, repeat: false },
  { action: 'call.transfer', keys: ['Alt+t'], group: 'call', typing: false, repeat: false },
  { action: 'call.park', keys: ['Alt+p'], group: 'call', typing: false, repeat: false },
  { action: 'call.keypad', keys: ['Alt+k'], group: 'call', typing: false, repeat: false },
  { action: 'call.talk-mode', keys: ['Alt+m'], group: 'call', typing: false, repeat: false },
  { action: 'call.talk', keys: ['`'], group: 'call', typing: false, repeat: false },
  { action: 'call.listen', keys: ['Shift+L'], group: 'call', typing: false, repeat: false },
  { action: 'call.mute', keys: ['Shift+M'], group: 'call', typing: false, repeat: false },
  { action: 'call.link', keys: ['Shift+K'], group: 'call', typing: false, repeat: false },
  { action: 'call.note', keys: ['Alt+n'], group: 'call', typing: false, repeat: false },
  { action: 'call.mark', keys: ['e'], group: 'call', typing: false, repeat: false },
  { action: 'call.recall', keys: ['r'], group: 'call', typing: false, repeat: false },
  { action: 'call.do-not-disturb', keys: ['Shift+D'], group: 'call', typing: false, repeat: false },

  { action: 'command.open', keys: ['/', 'Ctrl+K'], group: 'find', typing: true, repeat: false },

  { action: 'page.duplicates', keys: ['d'], group: 'pages', typing: false, repeat: false },
  { action: 'page.figures', keys: ['f'], group: 'pages', typing: false, repeat: false },
  { action: 'page.now', keys: ['Shift+O'], group: 'pages', typing: false, repeat: false },
  { action: 'page.appraisal', keys: ['u'], group: 'pages', typing: false, repeat: false },
  { action: 'page.handover', keys: ['h'], group: 'pages', typing: false, repeat: false },
  { action: 'page.alerts', keys: ['i'], group: 'pages', typing: false, repeat: false },
  { action: 'page.codes', keys: ['t'], group: 'pages', typing: false, repeat: false },
  { action: 'page.calendar', keys: ['Shift+T'], group: 'pages', typing: false, repeat: false },
  { action: 'page.grids', keys: ['Shift+W'], group: 'pages', typing: false, repeat: false },
  { action: 'page.import', keys: ['Shift+I'], group: 'pages', typing: false, repeat: false },
  { action: 'page.accounts', keys: ['Shift+U'], group: 'pages', typing: false, repeat: false },
  { action: 'page.audit', keys: ['Shift+A'], group: 'pages', typing: false, repeat: false },

  { action: 'page.cameras', keys: ['Shift+V'], group: 'pages', typing: false, repeat: false },
  { action: 'page.registry', keys: ['Shift+R'], group: 'pages', typing: false, repeat: false },
  { action: 'page.discovery', keys: ['Shift+F'], group: 'pages', typing: false, repeat: false },
  { action: 'page.camera', keys: ['z'], group: 'pages', typing: false, repeat: false },
  { action: 'page.call-log', keys: ['Shift+C'], group: 'pages', typing: false, repeat: false },
  { action: 'page.directory', keys: ['Shift+P'], group: 'pages', typing: false, repeat: false },
  { action: 'page.sound', keys: ['Shift+E'], group: 'pages', typing: false, repeat: false },

  { action: 'wall.situation', keys: ['F1'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.video', keys: ['F2'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.indicators', keys: ['F3'], group: 'wall', typing: true, repeat: false },
  { action: 'page.wall', keys: ['F4'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.black', keys: ['F6'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.back', keys: ['F7'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.near', keys: ['F8'], group: 'wall', typing: true, repeat: false },
  { action: 'cameras.near', keys: ['Shift+B'], group: 'wall', typing: false, repeat: false },
  { action: 'wall.tours', keys: ['F9'], group: 'wall', typing: true, repeat: false },
  { action: 'wall.toggle', keys: ['w'], group: 'wall', typing: false, repeat: false },
  { action: 'camera.sound', keys: ['Shift+Z'], group: 'wall', typing: false, repeat: false },
  { action: 'cameras.toggle', keys: ['v'], group: 'wall', typing: false, repeat: false },

  { action: 'simulator.toggle', keys: ['s'], group: 'window', typing: false, repeat: false },
  { action: 'language.toggle', keys: ['l'], group: 'window', typing: false, repeat: false },
  { action: 'alarm.acknowledge', keys: ['y'], group: 'alarm', typing: false, repeat: false },
  { action: 'alarm.show', keys: ['Shift+Y'], group: 'alarm', typing: false, repeat: false },
  { action: 'alarm.mute', keys: ['Shift+S'], group: 'alarm', typing: false, repeat: false },
  { action: 'alarm.volume', keys: ['[', ']'], group: 'alarm', typing: false, repeat: false },

  { action: 'undo', keys: ['Ctrl+Z'], group: 'window', typing: false, repeat: false },
  { action: 'desk.lock', keys: ['Ctrl+L'], group: 'window', typing: true, repeat: false },
  { action: 'help.open', keys: ['?'], group: 'window', typing: false, repeat: false },
  { action: 'close', keys: ['Escape'], group: 'window', typing: true, repeat: false },
] as const satisfies readonly { action: string; keys: readonly string[]; group: Group; typing: boolean; repeat: boolean }[]

export type Binding = (typeof BINDINGS)[number]
export type ActionId = Binding['action']

interface KeyLike {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/**
 * How the table writes the key of an event: `j`, `?`, `Shift+G`, `Shift+F1`, `Ctrl+K`. With Ctrl letters
 * are large; Shift is named with letters and named keys only, since `?` has it already.
 */
export function keyOf(event: KeyLike): string {
  const letter = /^[a-z]$/i.test(event.key)
  const command = event.ctrlKey || event.metaKey
  const key = letter ? (command || event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase()) : event.key
  const named = letter || event.key.length > 1
  return `${command ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey && named ? 'Shift+' : ''}${key}`
}

const BY_KEY: ReadonlyMap<string, Binding> = new Map(BINDINGS.flatMap((binding) => binding.keys.map((key): [string, Binding] => [key, binding])))

/** The binding of a key, if it has one. */
export const bindingFor = (key: string): Binding | undefined => BY_KEY.get(key)

const SHOWN: Readonly<Record<string, string>> = Object.fromEntries(BINDINGS.map((binding) => [binding.action, binding.keys[0]]))

/** The key that stands beside an action's control. */
export const shortcut = (action: ActionId): string => SHOWN[action] ?? ''

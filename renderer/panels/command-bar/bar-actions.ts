import { useMemo } from 'react'
import { isBuiltIn } from '../../../electron/contract/wall.ts'
import { core } from '../../client/core.ts'
import type { CommandInput } from '../../client/core-client.ts'
import { useWallDisplays } from '../../client/displays.ts'
import { useView } from '../../client/hooks.ts'
import { useWall } from '../../client/wall.ts'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { useCallActions } from '../directory/use-call-actions.ts'
import { usePlanActions } from '../directory/use-plan-actions.ts'
import { hasAction, runAction } from '../key-help/actions.ts'
import { BINDINGS, shortcut, type Group } from '../key-help/bindings.ts'
import { locale as keyWords } from '../key-help/locale.ts'
import { notify } from '../notices/notice-store.ts'
import { locale } from './locale.ts'

/** Something that can be done by its name. `words` in both languages are matched with what is typed. */
export interface BarAction {
  readonly id: string
  readonly words: string
  readonly also: string
  readonly shortcut?: string
  /** Listed only when something is typed: there are many of its kind. */
  readonly quiet?: true
  readonly run: () => void
}

const SPEEDS = [1, 10, 50, 100] as const

/** What is done most comes first. */
const ORDER = ['case', 'call', 'pages', 'alarm', 'wall', 'window', 'queue'] as const satisfies readonly Group[]

async function send(command: CommandInput): Promise<void> {
  const result = await core.command(command)
  if (!result.ok) notify({ what: 'error', error: result.error })
}

/** Everything that can be done now by name: every key's action, a call to anybody in the directory, a scene on each screen, the demo's pace. */
export function useBarActions(): readonly BarAction[] {
  const t = useT(locale)
  const k = useT(keyWords)
  const format = useFormat()
  const { scenes: named } = useWall()
  const displays = useWallDisplays()
  const callable = useCallActions()
  const plans = usePlanActions()
  const simulator = useView({ view: 'status' }).view?.head.simulator.available ?? false
  return useMemo(() => {
    const offered = BINDINGS.filter((binding) => binding.action !== 'close' && binding.action !== 'command.open' && !binding.repeat && hasAction(binding.action))
    const keyed = ORDER.flatMap((group) => offered.filter((binding) => binding.group === group)).map(
      (binding): BarAction => ({
        id: binding.action,
        words: binding.group === 'queue' ? t('queue', { name: k(binding.action) }) : k(binding.action),
        also: `${keyWords.zh[binding.action]} ${keyWords.en[binding.action]}`,
        shortcut: shortcut(binding.action),
        run: () => runAction(binding.action),
      }),
    )
    const scenes = displays.flatMap((display) =>
      [...named.values()].map(
        (scene): BarAction => ({
          id: `display.${display}.${scene.id}`,
          words: t('display.show', { n: display, scene: format.name(scene.name, scene.nameEn ?? '') }),
          also: `${scene.name} ${scene.nameEn ?? ''} screen 屏`,
          quiet: true,
          run: () => void send({ type: 'wall.show', scene: scene.id, display }),
        }),
      ),
    )
    const own = [...named.values()].filter((scene) => !isBuiltIn(scene.id)).map(
      (scene): BarAction => ({ id: `scene.${scene.id}`, words: t('wall.show', { scene: scene.name }), also: `${scene.nameEn ?? ''} wall scene 大屏 场景`, run: () => void send({ type: 'wall.show', scene: scene.id }) }),
    )
    const speeds = SPEEDS.map(
      (speed): BarAction => ({ id: `speed.${speed}`, words: t('speed.set', { n: speed }), also: 'simulator speed 模拟 倍速', run: () => void send({ type: 'simulator.set', on: true, speed }) }),
    )
    const calls = callable.map(
      ({ id, name, nameEn, also, run }): BarAction => ({ id: `call.${id}`, words: t('call', { name: format.name(name, nameEn) }), also: `call 呼叫 ${also}`, quiet: true, run }),
    )
    const groups = plans.map(({ id, mode, name, also, run }): BarAction => ({ id: `plan.${id}.${mode}`, words: t(`plan.${mode}`, { name }), also: `group call 群呼 ${also}`, quiet: true, run }))
    return [...keyed, ...own, ...groups, ...calls, ...scenes, ...(simulator ? speeds : [])]
  }, [t, k, format, named, displays, callable, plans, simulator])
}

import { useMemo } from 'react'
import { BUILT_IN_IDS, showOf } from '../../../electron/contract/wall.ts'
import { bridge } from '../../client/bridge.ts'
import { openDialog, toggleCameraStrip, useDesk } from '../../client/desk.ts'
import { useDisplays } from '../../client/displays.ts'
import { useCommand } from '../../client/hooks.ts'
import { togglePage } from '../../client/page.ts'
import { useWall } from '../../client/wall.ts'
import { Button } from '../../ui/button.tsx'
import { useFormat, useT } from '../../ui/i18n.tsx'
import { common } from '../../ui/locales/common.ts'
import { Menu } from '../../ui/menu.tsx'
import { useActions } from '../key-help/actions.ts'
import { beginReport } from '../report-form/caller-on-line.ts'
import { shortcut } from '../key-help/bindings.ts'
import { notify } from '../notices/notice-store.ts'
import { sceneLocale } from './scene-locale.ts'
import { useWallActions } from './wall-actions.ts'
import './scene-bar.css'

/** Displays that find room with a menu each; more are chosen on the wall page. */
const MENUS = 4

/** What the wall shows, switched by name and key; and the keys that are always at hand. */
export function SceneBar() {
  const t = useT(sceneLocale)
  const strip = useDesk((state) => state.cameraStrip)
  const displays = useDisplays()
  const walls = useMemo(() => displays.filter((display) => display.wall), [displays])
  const alone = displays.length === 1
  const show = useShowScene()
  const keys = useMemo(() => walls.map((display) => display.key), [walls])
  useWallActions(keys)
  return (
    <footer className="scene-bar">
      <span className="scene-bar-name">{t('wall')}</span>
      <Scenes displays={keys} show={show} />
      <Button tone="quiet" shortcut={shortcut('page.wall')} onClick={() => togglePage('wall')}>
        {t('page')}
      </Button>
      {walls.length <= MENUS && walls.map((display) => (
        <DisplayMenu key={display.key} display={display.key} show={show} />
      ))}
      {alone && <ToggleWall open={walls.length > 0} />}
      <span className="scene-bar-space" />
      <Button tone="quiet" pressed={strip} shortcut={shortcut('cameras.toggle')} onClick={toggleCameraStrip}>
        {t('cameras')}
      </Button>
      <Button tone="quiet" shortcut={shortcut('case.new')} onClick={beginReport}>
        {t('new')}
      </Button>
      <Button tone="quiet" shortcut={shortcut('command.open')} onClick={() => openDialog('command')}>
        {t('find')}
      </Button>
      <Button tone="quiet" shortcut={shortcut('help.open')} onClick={() => openDialog('help')}>
        {t('keys')}
      </Button>
    </footer>
  )
}

type ShowScene = (scene: string, display?: string) => void

function useShowScene(): ShowScene {
  const command = useCommand()
  return useMemo(() => {
    const send = async (scene: string, display?: string): Promise<void> => {
      const result = await command(display === undefined ? { type: 'wall.show', scene } : { type: 'wall.show', scene, display })
      if (!result.ok) notify({ what: 'error', error: result.error })
    }
    return (scene, display) => void send(scene, display)
  }, [command])
}

/** Id of the scene that a display shows; null for cameras that were put there. */
function useSceneOf(): (display: string) => string | null {
  const { head } = useWall()
  return (display) => {
    const show = showOf(head ?? { shows: {} }, display)
    return show.what === 'scene' ? show.scene : null
  }
}

/** A scene for all screens; pressed when every screen shows it. */
function Scenes({ displays, show }: { readonly displays: readonly string[]; readonly show: ShowScene }) {
  const c = useT(common)
  const sceneOf = useSceneOf()
  const actions = useMemo(
    () => ({ 'wall.situation': () => show('situation'), 'wall.video': () => show('video'), 'wall.indicators': () => show('indicators') }),
    [show],
  )
  useActions(actions)
  return (
    <div className="scene-bar-scenes">
      {BUILT_IN_IDS.map((scene) => (
        <Button key={scene} pressed={displays.length > 0 && displays.every((display) => sceneOf(display) === scene)} shortcut={shortcut(`wall.${scene}`)} onClick={() => show(scene)}>
          {c(`scene.${scene}`)}
        </Button>
      ))}
    </div>
  )
}

function DisplayMenu({ display, show }: { readonly display: string; readonly show: ShowScene }) {
  const t = useT(sceneLocale)
  const format = useFormat()
  const { scenes } = useWall()
  const now = useSceneOf()(display)
  const name = scenes.get(now ?? '')
  return (
    <Menu
      label={t('screen', { n: display })}
      trigger={
        <button type="button" className="scene-bar-screen">
          {t('screen', { n: display })} <b>{name ? format.name(name.name, name.nameEn ?? '') : t('chosen')}</b>
        </button>
      }
      items={[...scenes.values()].map((scene) => ({ key: scene.id, words: format.name(scene.name, scene.nameEn ?? ''), checked: scene.id === now, run: () => show(scene.id, display) }))}
    />
  )
}

function ToggleWall({ open }: { readonly open: boolean }) {
  const t = useT(sceneLocale)
  const actions = useMemo(() => {
    const toggle = async (): Promise<void> => {
      const result = await bridge().toggleWall()
      if (!result.ok) notify({ what: 'error', error: result.error })
    }
    return { 'wall.toggle': () => void toggle() }
  }, [])
  useActions(actions)
  return (
    <Button pressed={open} shortcut={shortcut('wall.toggle')} onClick={actions['wall.toggle']}>
      {t('toggle')}
    </Button>
  )
}

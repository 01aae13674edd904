import { lazy, Suspense, useEffect, useRef } from 'react'
import { bridge } from '../client/bridge.ts'
import { closeStep, desk, openDialog, setFiltering, setLens, toggleCameraStrip, toggleGrids, useDesk } from '../client/desk.ts'
import { useSoundKeeper } from '../client/camera-sound.ts'
import { useView } from '../client/hooks.ts'
import { leavePlace, useNear } from '../client/map-place.ts'
import { closePage, usePage } from '../client/page.ts'
import { queueSpec } from '../client/queue-pages.ts'
import { keepSelection } from '../client/selection.ts'
import { watchIncomingFiles } from '../panels/attachments/incoming.ts'
import { Viewer } from '../panels/attachments/viewer.tsx'
import { AlarmLine } from '../panels/alarms/alarm-line.tsx'
import { useSoundKey } from '../panels/cameras/sound-button.tsx'
import { CasePanel } from '../panels/case/case-panel.tsx'
import { CallDock } from '../panels/calls/call-dock.tsx'
import { CommandBar } from '../panels/command-bar/command-bar.tsx'
import { useActions, useKeyboard } from '../panels/key-help/actions.ts'
import { KeyHelp } from '../panels/key-help/key-help.tsx'
import { NearPanel } from '../panels/near-cameras/near-panel.tsx'
import { Notices, RecoveryLine } from '../panels/notices/notices.tsx'
import { OrderDialog } from '../panels/order/order-dialog.tsx'
import { QueuePanel } from '../panels/queue/queue-panel.tsx'
import { cancelPicking, PickingLine } from '../panels/report-form/position-field.tsx'
import { beginReport } from '../panels/report-form/caller-on-line.ts'
import { ReportForm } from '../panels/report-form/report-form.tsx'
import { SignInCover } from '../panels/sign-in/sign-in-cover.tsx'
import { SceneBar } from '../panels/status-bar/scene-bar.tsx'
import { StatusBar } from '../panels/status-bar/status-bar.tsx'
import { useT } from '../ui/i18n.tsx'
import { common } from '../ui/locales/common.ts'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { ConsolePages } from './console-pages.tsx'
import './console.css'

const MapPanel = lazy(async () => ({ default: (await import('../panels/map/map-panel.tsx')).MapPanel }))
const CameraStrip = lazy(async () => ({ default: (await import('../panels/camera-strip/camera-strip.tsx')).CameraStrip }))

/** Keys that belong to no panel. */
const WINDOW_ACTIONS = {
  'lens.mine': () => setLens('mine'),
  'lens.open': () => setLens('open'),
  'lens.late': () => setLens('late'),
  'lens.all': () => setLens('all'),
  'case.new': beginReport,
  'command.open': () => openDialog('command'),
  'cameras.toggle': toggleCameraStrip,
  'grids.toggle': toggleGrids,
  'help.open': () => openDialog('help'),
  close: () => {
    const { stepForm, stepMenu, filtering } = desk.getState()
    if (cancelPicking()) return
    if (filtering) return setFiltering(false)
    if (stepForm || stepMenu || !(closePage() || leavePlace())) closeStep()
  },
} as const

/** The dispatcher's window: queue, map, case, and a line to do anything by name. */
export function Console() {
  useKeyboard()
  useActions(WINDOW_ACTIONS)
  useReady()
  useSoundKeeper()
  useSoundKey()
  useEffect(keepSelection, [])
  useEffect(watchIncomingFiles, [])
  const covered = usePage() !== null
  return (
    <TooltipProvider>
      <div className="console">
        <StatusBar />
        <RecoveryLine />
        <AlarmLine />
        <main className="console-main">
          <div className="console-covered" inert={covered}>
            <QueuePanel />
            <Middle />
          </div>
          <ConsolePages />
          <div className="console-right">
            <CasePanel />
            <CallDock />
          </div>
        </main>
        <SceneBar />
      </div>
      <CommandBar />
      <ReportForm />
      <KeyHelp />
      <Viewer />
      <OrderDialog />
      <Notices />
      <SignInCover />
    </TooltipProvider>
  )
}

function Middle() {
  const t = useT(common)
  const near = useNear()
  const strip = useDesk((state) => state.cameraStrip) || near !== null
  return (
    <div className="console-middle">
      <div className="console-map">
        <Suspense fallback={<p className="console-wait">{t('state.loading')}</p>}>
          <MapPanel />
        </Suspense>
        <PickingLine />
      </div>
      <NearPanel />
      {strip && (
        <div className="console-strip">
          <Suspense fallback={<p className="console-wait">{t('state.loading')}</p>}>
            <CameraStrip />
          </Suspense>
        </div>
      )}
    </div>
  )
}

/** Tells main, once, that the first picture of the queue stands. */
function useReady(): void {
  const { lens, filter } = useDesk((all) => all)
  const { state } = useView(queueSpec(lens, filter))
  const told = useRef(false)
  useEffect(() => {
    if (state !== 'live' || told.current) return
    told.current = true
    requestAnimationFrame(() => void bridge().report({ fact: 'ready' }))
  }, [state])
}

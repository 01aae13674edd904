import { lazy, Suspense } from 'react'
import { useAskedFigure } from '../client/figure-choice.ts'
import { togglePage, usePage, type PageName } from '../client/page.ts'
import { useActions } from '../panels/key-help/actions.ts'
import { useT } from '../ui/i18n.tsx'
import { common } from '../ui/locales/common.ts'

const PAGES = {
  figures: lazy(async () => ({ default: (await import('../panels/kpi-page/kpi-page.tsx')).KpiPage })),
  now: lazy(async () => ({ default: (await import('../panels/figures-page/figures-page.tsx')).FiguresPage })),
  appraisal: lazy(async () => ({ default: (await import('../panels/appraisal/appraisal-page.tsx')).AppraisalPage })),
  duplicates: lazy(async () => ({ default: (await import('../panels/merge-view/merge-page.tsx')).MergePage })),
  handover: lazy(async () => ({ default: (await import('../panels/handover/handover-page.tsx')).HandoverPage })),
  alerts: lazy(async () => ({ default: (await import('../panels/alerts/alerts-page.tsx')).AlertsPage })),
  codes: lazy(async () => ({ default: (await import('../panels/admin/codes-page.tsx')).CodesPage })),
  calendar: lazy(async () => ({ default: (await import('../panels/admin/calendar-page.tsx')).CalendarPage })),
  grids: lazy(async () => ({ default: (await import('../panels/admin/grids-page.tsx')).GridsPage })),
  import: lazy(async () => ({ default: (await import('../panels/imports/import-page.tsx')).ImportPage })),
  accounts: lazy(async () => ({ default: (await import('../panels/admin/accounts-page.tsx')).AccountsPage })),
  audit: lazy(async () => ({ default: (await import('../panels/admin/audit-page.tsx')).AuditPage })),
  cameras: lazy(async () => ({ default: (await import('../panels/camera-health/camera-health-page.tsx')).CameraHealthPage })),
  registry: lazy(async () => ({ default: (await import('../panels/camera-registry/registry-page.tsx')).RegistryPage })),
  discovery: lazy(async () => ({ default: (await import('../panels/camera-discovery/discovery-page.tsx')).DiscoveryPage })),
  camera: lazy(async () => ({ default: (await import('../panels/camera-page/camera-page.tsx')).CameraPage })),
  wall: lazy(async () => ({ default: (await import('../panels/wall-page/wall-page.tsx')).WallPage })),
  'call-log': lazy(async () => ({ default: (await import('../panels/calls/call-log-page.tsx')).CallLogPage })),
  sound: lazy(async () => ({ default: (await import('../panels/sound/sound-page.tsx')).SoundPage })),
  directory: lazy(async () => ({ default: (await import('../panels/directory/directory-page.tsx')).DirectoryPage })),
} as const satisfies Record<PageName, unknown>

const PAGE_ACTIONS = {
  'page.duplicates': () => togglePage('duplicates'),
  'page.figures': () => togglePage('figures'),
  'page.now': () => togglePage('now'),
  'page.appraisal': () => togglePage('appraisal'),
  'page.handover': () => togglePage('handover'),
  'page.alerts': () => togglePage('alerts'),
  'page.codes': () => togglePage('codes'),
  'page.calendar': () => togglePage('calendar'),
  'page.grids': () => togglePage('grids'),
  'page.import': () => togglePage('import'),
  'page.accounts': () => togglePage('accounts'),
  'page.audit': () => togglePage('audit'),
  'page.cameras': () => togglePage('cameras'),
  'page.registry': () => togglePage('registry'),
  'page.discovery': () => togglePage('discovery'),
  'page.camera': () => togglePage('camera'),
  'page.wall': () => togglePage('wall'),
  'page.call-log': () => togglePage('call-log'),
  'page.sound': () => togglePage('sound'),
  'page.directory': () => togglePage('directory'),
} as const

/** The page that is open, over the queue and the map. */
export function ConsolePages() {
  const t = useT(common)
  const open = usePage()
  useActions(PAGE_ACTIONS)
  useAskedFigure()
  if (open === null) return null
  const Opened = PAGES[open]
  return (
    <div className="console-page">
      <Suspense fallback={<p className="console-wait">{t('state.loading')}</p>}>
        <Opened />
      </Suspense>
    </div>
  )
}

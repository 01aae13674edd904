import { useRef, type ReactNode, type RefObject } from 'react'
import type { CallBoard, LiveCall } from '../../../electron/contract/call.ts'
import type { SoundDevice, SoundPlace, SoundUse } from '../../../electron/contract/sound-devices.ts'
import { useCallBoard } from '../../client/call-client.ts'
import { closePage } from '../../client/page.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceList } from '../../ui/choice.tsx'
import { useT } from '../../ui/i18n.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Page, PageKey, PageMessage, usePageKeys } from '../../ui/page.tsx'
import { doCall } from '../calls/do-call.ts'
import { LevelMeter } from '../calls/level-meter.tsx'
import { locale as callWords } from '../calls/locale.ts'
import { locale } from './locale.ts'
import { placeTrouble } from './place-words.ts'
import { useTried } from './use-tried.ts'
import './sound.css'

/** What the echo test is called in the log of calls. */
const ECHO = { department: null, name: locale.zh.echo, nameEn: locale.en.echo }

const testTone = (use: 'speaker' | 'ringer') => (): void => void doCall({ do: 'test-tone', use })

/** How the echo test stands: it goes on, can begin, or what keeps it from that. It never puts a real call on hold. */
function echoState({ line, calls }: CallBoard): LiveCall | 'ready' | 'none' | 'no-line' | 'busy' {
  if (line.echo === null) return 'none'
  const alive = calls.filter((call) => call.state !== 'ended')
  const going = alive.find((call) => call.direction === 'out' && call.number === line.echo)
  return going ?? (line.state !== 'ready' ? 'no-line' : alive.length > 0 ? 'busy' : 'ready')
}

/** Begins the echo test, or ends it. */
function toggleEcho(board: CallBoard): void {
  const now = echoState(board)
  if (typeof now === 'object') void doCall({ do: 'hang-up', callId: now.id })
  else if (now === 'ready' && board.line.echo !== null) void doCall({ do: 'dial', caseId: null, party: ECHO, numbers: [board.line.echo] })
}

/** 话机设备: the microphone, the loudspeaker and the ringing device of this machine, each to be chosen and tried. */
export function SoundPage() {
  const t = useT(locale)
  const board = useCallBoard()
  const lists = { microphone: useRef<HTMLElement>(null), speaker: useRef<HTMLElement>(null), ringer: useRef<HTMLElement>(null) }
  const goTo = (use: SoundUse) => (): void => (lists[use].current?.querySelector<HTMLElement>('[role="radio"][data-state="checked"]') ?? lists[use].current?.querySelector<HTMLElement>('[role="radio"]'))?.focus()
  usePageKeys({ 1: goTo('microphone'), 2: goTo('speaker'), 3: goTo('ringer'), t: testTone('speaker'), b: testTone('ringer'), v: () => board && toggleEcho(board) })
  return (
    <Page
      title={t('title')}
      onClose={closePage}
      controls={<span className="sound-at">{t('at')}</span>}
      foot={
        <>
          <PageKey keys={['1', '2', '3']}>{t('key.list')}</PageKey>
          <PageKey keys={['ArrowUp', 'ArrowDown']}>{t('key.walk')}</PageKey>
        </>
      }
    >
      {board ? (
        <div className="sound">
          <Place use="microphone" shortcut="1" place={board.sound.places.microphone} devices={board.sound.inputs} section={lists.microphone}>
            <MicrophoneLevel board={board} />
          </Place>
          <Place use="speaker" shortcut="2" place={board.sound.places.speaker} devices={board.sound.outputs} section={lists.speaker}>
            <Button shortcut="t" onClick={testTone('speaker')}>
              {t('test.speaker')}
            </Button>
          </Place>
          <Place use="ringer" shortcut="3" place={board.sound.places.ringer} devices={board.sound.outputs} section={lists.ringer}>
            <Button shortcut="b" onClick={testTone('ringer')}>
              {t('test.ringer')}
            </Button>
          </Place>
          <EchoTest board={board} />
        </div>
      ) : (
        <PageMessage title={t('away')} />
      )}
    </Page>
  )
}

const DEFAULT = 'default'

function Place({ use, shortcut, place, devices, section, children }: { readonly use: SoundUse; readonly shortcut: string; readonly place: SoundPlace; readonly devices: readonly SoundDevice[]; readonly section: RefObject<HTMLElement | null>; readonly children: ReactNode }) {
  const t = useT(locale)
  const trouble = placeTrouble(place, t)
  const choices = [{ value: DEFAULT, words: t('default') }, ...devices.map(({ id, name }, i) => ({ value: id, words: name || t('unnamed', { n: String(i + 1) }) }))]
  const choose = (value: string): void => void doCall({ do: 'choose-device', use, id: value === DEFAULT ? null : value })
  return (
    <section ref={section} className="sound-place" aria-label={t(use)}>
      <h3>
        {t(use)} <Kbd keys={shortcut} />
      </h3>
      <p className="sound-hint">{t(`hint.${use}`)}</p>
      {trouble && (
        <p className="sound-trouble" role="alert">
          {trouble}
        </p>
      )}
      <ChoiceList label={t(use)} value={place.trouble === 'gone' ? '' : (place.chosen?.id ?? DEFAULT)} choices={choices} onChange={choose} />
      {devices.length === 0 && <p className="sound-hint">{t(use === 'microphone' ? 'none.microphone' : 'none.output')}</p>}
      <div className="sound-try">{children}</div>
    </section>
  )
}

function MicrophoneLevel({ board: { microphone } }: { readonly board: CallBoard }) {
  const t = useT(locale)
  const c = useT(callWords)
  const level = useTried()
  return (
    <>
      <LevelMeter level={level} label={t('level')} />
      {microphone !== 'ok' && microphone !== 'unknown' && (
        <p className="sound-trouble" role="alert">
          {c(`microphone.${microphone}`)}
        </p>
      )}
    </>
  )
}

function EchoTest({ board }: { readonly board: CallBoard }) {
  const t = useT(locale)
  const { echo } = board.line
  const now = echoState(board)
  const going = typeof now === 'object'
  return (
    <section className="sound-place sound-echo" aria-label={t('echo')}>
      <h3>{t('echo')}</h3>
      <p className="sound-hint">{going || now === 'ready' ? t('echo.hint', { number: echo ?? '' }) : t(`echo.${now}`)}</p>
      {echo !== null && (
        <div className="sound-try">
          <Button tone="primary" shortcut="v" disabled={!going && now !== 'ready'} onClick={() => toggleEcho(board)}>
            {t(going ? 'echo.end' : 'echo')}
          </Button>
        </div>
      )}
    </section>
  )
}

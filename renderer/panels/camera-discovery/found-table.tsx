import type { FoundDevice, FoundStream } from '../../../electron/contract/media-discover.ts'
import { useT } from '../../ui/i18n.tsx'
import { listable, nameOf, streamsOf } from './found-list.ts'
import { locale } from './locale.ts'

const COLUMNS = ['mark', 'name', 'model', 'address', 'main', 'sub', 'motor', 'state'] as const

/** The devices of a search, those that can become cameras with a mark and a name to change. */
export function FoundTable({ devices, left, names, onToggle, onName }: {
  readonly devices: readonly FoundDevice[]
  /** Addresses that are not taken. */
  readonly left: ReadonlySet<string>
  readonly names: ReadonlyMap<string, string>
  readonly onToggle: (address: string) => void
  readonly onName: (address: string, name: string) => void
}) {
  const t = useT(locale)
  return (
    <div className="discovery-found">
      <table>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">{t(column)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <FoundRow key={device.address} device={device} taken={!left.has(device.address)} name={names.get(device.address) ?? nameOf(device)} onToggle={onToggle} onName={onName} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FoundRow({ device, taken, name, onToggle, onName }: {
  readonly device: FoundDevice
  readonly taken: boolean
  readonly name: string
  readonly onToggle: (address: string) => void
  readonly onName: (address: string, name: string) => void
}) {
  const t = useT(locale)
  const usable = listable(device)
  const { main, sub } = streamsOf(device)
  const state = device.error === null ? t(usable ? 'ok' : 'no-stream') : t(`error.${device.error}`)
  return (
    <tr className="found-row" tabIndex={-1} data-address={device.address} data-usable={usable}>
      <td>{usable && <input type="checkbox" tabIndex={-1} checked={taken} aria-label={name} onChange={() => onToggle(device.address)} />}</td>
      <td>{usable && <input className="input" value={name} maxLength={64} aria-label={t('name')} onChange={(event) => onName(device.address, event.target.value)} />}</td>
      <td>{`${device.maker} ${device.model}`.trim()}</td>
      <td>{device.address}</td>
      <td>{main && streamText(main)}</td>
      <td>{sub && streamText(sub)}</td>
      <td>{device.steerable ? t('motor.yes') : ''}</td>
      <td className="found-state">{state}</td>
    </tr>
  )
}

const streamText = ({ codec, width, height }: FoundStream): string => `${codec} ${width}×${height}`

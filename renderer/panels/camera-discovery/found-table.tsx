import type { FoundDevice, FoundStream } from '../../../electron/contract/media-discover.ts'
import { useT } from '../../ui/i18n.tsx'
import { listable, nameOf, streamsOf } from './found-list.ts'
import { locale } from './locale.ts'
import { placeOf } from './register-found.ts'

const COLUMNS = ['mark', 'name', 'place', 'model', 'address', 'main', 'sub', 'motor', 'state'] as const

interface Typed {
  readonly names: ReadonlyMap<string, string>
  /** `lng, lat`, by address. */
  readonly places: ReadonlyMap<string, string>
  /** The name of the camera that each is registered as, by address. */
  readonly known: ReadonlyMap<string, string>
  readonly isTaken: (device: FoundDevice) => boolean
  readonly onToggle: (address: string) => void
  readonly onName: (address: string, name: string) => void
  readonly onPlace: (address: string, place: string) => void
  /** A row was come to: its picture is wanted. */
  readonly onLook: (device: FoundDevice) => void
}

/** The devices of a search, those that can become cameras with a mark, and a name and place to fill in. */
export function FoundTable({ devices, ...typed }: { readonly devices: readonly FoundDevice[] } & Typed) {
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
            <FoundRow key={device.address} device={device} {...typed} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FoundRow({ device, names, places, known, isTaken, onToggle, onName, onPlace, onLook }: { readonly device: FoundDevice } & Typed) {
  const t = useT(locale)
  const { address } = device
  const usable = listable(device)
  const { main, sub } = streamsOf(device)
  const name = names.get(address) ?? nameOf(device)
  const place = places.get(address) ?? ''
  const registered = known.get(address)
  const state = device.error !== null ? t(`error.${device.error}`) : registered !== undefined ? t('registered', { name: registered }) : t(usable ? 'ok' : 'no-stream')
  return (
    <tr className="found-row" tabIndex={-1} data-address={address} data-usable={usable} onFocus={() => usable && onLook(device)}>
      <td>{usable && <input type="checkbox" tabIndex={-1} checked={isTaken(device)} aria-label={name} onChange={() => onToggle(address)} />}</td>
      <td>{usable && <input className="input" data-edit="name" value={name} maxLength={64} aria-label={t('name')} onChange={(event) => onName(address, event.target.value)} />}</td>
      <td>{usable && <input className="input found-place" data-edit="place" value={place} maxLength={32} placeholder="118.90, 31.10" aria-label={t('place')} aria-invalid={placeOf(place) === undefined} onChange={(event) => onPlace(address, event.target.value)} />}</td>
      <td>{`${device.maker} ${device.model}`.trim()}</td>
      <td>{address}</td>
      <td>{main && streamText(main)}</td>
      <td>{sub && streamText(sub)}</td>
      <td>{device.steerable ? t('motor.yes') : ''}</td>
      <td className="found-state">{state}</td>
    </tr>
  )
}

const streamText = ({ codec, width, height }: FoundStream): string => `${codec} ${width}×${height}`

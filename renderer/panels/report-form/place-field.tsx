import { useEffect, useRef, useState } from 'react'
import type { SearchHit } from '../../../electron/contract/messages.ts'
import { core } from '../../client/core.ts'
import { goTo } from '../../client/map-place.ts'
import { useT } from '../../ui/i18n.tsx'
import { change } from './draft.ts'
import { locale } from './locale.ts'

const PAUSE = 150
const SHOWN = 6

type Place = Extract<SearchHit, { what: 'camera' | 'place' | 'department' | 'road' | 'grid' }>

/** Places, roads and grids that answer what is typed, in Chinese or by pinyin initials. */
function usePlaces(typed: string | null): readonly Place[] {
  const [found, setFound] = useState<readonly Place[]>([])
  useEffect(() => {
    if (typed === null || typed.trim().length < 2) return setFound([])
    let current = true
    const timer = setTimeout(() => {
      void core.query({ type: 'search', text: typed, limit: 20 }).then((result) => {
        if (!current || !result.ok) return
        setFound(result.value.hits.filter((hit): hit is Place => hit.what !== 'case' && hit.what !== 'department' && hit.at !== null).slice(0, SHOWN))
      })
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [typed])
  return found
}

/** Where it is, in words; a place that is found by typing sets the position too. Arrows choose, Enter takes. */
export function PlaceField({ value }: { readonly value: string }) {
  const t = useT(locale)
  const [typed, setTyped] = useState<string | null>(null)
  const [index, setIndex] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const places = usePlaces(typed)
  const take = (place: Place): void => {
    if (place.at) {
      change({ place: place.title, placeTyped: true, at: place.at, grid: null })
      goTo(place.at)
      void core.query({ type: 'describe', at: place.at }).then((result) => result.ok && change({ grid: result.value.grid }))
    }
    setTyped(null)
    setIndex(-1)
  }
  return (
    <div className="class-field">
      <input
        ref={input}
        id="report-place"
        className="input"
        role="combobox"
        aria-expanded={places.length > 0}
        aria-controls="report-places"
        autoComplete="off"
        maxLength={200}
        placeholder={t('place.hint')}
        value={value}
        onChange={(event) => {
          change({ place: event.target.value, placeTyped: event.target.value !== '' })
          setTyped(event.target.value)
          setIndex(-1)
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || places.length === 0) return
          const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
          if (step !== 0) {
            event.preventDefault()
            setIndex(Math.min(places.length - 1, Math.max(-1, index + step)))
          }
          const chosen = places[index]
          if (event.key === 'Enter' && chosen) {
            event.preventDefault()
            event.stopPropagation()
            take(chosen)
          }
          if (event.key === 'Escape') {
            event.preventDefault()
            event.stopPropagation()
            setTyped(null)
          }
        }}
      />
      {places.length > 0 && (
        <div id="report-places" role="listbox" className="class-list">
          {places.map((place, at) => (
            <div
              key={`${place.what} ${place.id}`}
              role="option"
              aria-selected={at === index}
              className="class-option"
              onMouseDown={(event) => {
                event.preventDefault()
                take(place)
              }}
            >
              <span className="class-code">{t(`what.${place.what}`)}</span>
              <span className="class-name">{place.title}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

import type { DeskHead } from '../../../electron/contract/desk.ts'

type Person = DeskHead['people'][number]

/** People whose login begins with what was typed, then those whose name holds it. */
export function findPeople(people: readonly Person[], typed: string, limit: number): readonly Person[] {
  const text = typed.trim().toLowerCase()
  const byLogin = people.filter((person) => person.id.toLowerCase().startsWith(text))
  const byName = people.filter((person) => !byLogin.includes(person) && person.name.toLowerCase().includes(text))
  return [...byLogin, ...byName].slice(0, limit)
}

/** The login that is meant: the one typed, else that of the only person who fits. */
export function loginOf(people: readonly Person[], typed: string): string {
  const text = typed.trim()
  const same = people.find((person) => person.id.toLowerCase() === text.toLowerCase() || person.name === text)
  const fits = findPeople(people, text, 2)
  return same?.id ?? (fits.length === 1 && text !== '' ? (fits[0]?.id ?? text) : text)
}

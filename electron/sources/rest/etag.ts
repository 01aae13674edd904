import { createHash } from 'node:crypto'
import type { CaseVersion } from './services.ts'

/** The ETag of a case: how many events it has, and a hash of its heads. Strong, as it names one set of events. */
export const etagOf = ({ events, heads }: CaseVersion): string => `"${events}-${createHash('sha256').update([...heads].sort().join(' ')).digest('hex').slice(0, 16)}"`

/** The tags of an If-Match or If-None-Match header; undefined when it is not one. */
function readTags(header: string): readonly string[] | '*' | undefined {
  if (header.trim() === '*') return '*'
  const tags = header.split(',').map((tag) => tag.trim())
  return tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag)) ? tags : undefined
}

/** What an If-Match header expects of a case; undefined when the header cannot be read. Weak tags never match (RFC 9110, 13.1.1). */
export function expectation(header: string): ((version: CaseVersion) => boolean) | undefined {
  const tags = readTags(header)
  if (tags === undefined) return undefined
  return tags === '*' ? () => true : (version) => tags.includes(etagOf(version))
}

/** Whether an If-None-Match header names this tag. */
export function names(header: string, etag: string): boolean {
  const tags = readTags(header)
  return tags === '*' || (tags?.some((tag) => tag.replace(/^W\//, '') === etag) ?? false)
}

/** A value as Open311 writes it, in JSON as it is, in XML as elements. */
export type Open311Value = string | number | boolean | null | readonly Open311Value[] | { readonly [name: string]: Open311Value }

/** What an element of a list is called, by the name of the list. */
const ITEMS: Readonly<Record<string, string>> = { services: 'service', attributes: 'attribute', values: 'value', service_requests: 'request', errors: 'error' }

/** Characters that XML 1.0 cannot hold at all. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const escape = (text: string): string => text.replaceAll(NOT_XML, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function element(name: string, value: Open311Value): string {
  if (value === null || value === '') return `<${name}/>`
  if (isList(value)) return `<${name}>${value.map((item) => element(ITEMS[name] ?? 'item', item)).join('')}</${name}>`
  if (typeof value === 'object') return `<${name}>${Object.entries(value).map(([field, part]) => element(field, part)).join('')}</${name}>`
  return `<${name}>${escape(String(value))}</${name}>`
}

const isList = (value: Open311Value): value is readonly Open311Value[] => Array.isArray(value)

/** A document whose root is `root`; a list's elements are called as the standard calls them. */
export const toXml = (root: string, value: Open311Value): string => `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`

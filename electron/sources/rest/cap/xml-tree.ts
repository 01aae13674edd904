import { SaxesParser } from 'saxes'
import { refuse, type RefusedError } from '../problem.ts'

/** An element of one namespace with its elements and its text. Elements of other namespaces are left out. */
export interface XmlElement {
  readonly name: string
  readonly children: XmlElement[]
  text: string
}

const MAX_DEPTH = 16
const MAX_ELEMENTS = 20_000
const MAX_ATTRIBUTES = 16

const broken = (line: number, why: string): RefusedError => refuse('malformed', `line ${line}: ${why}`, { status: 400, where: `body, line ${line}`, params: { line: String(line) } })

/**
 * Reads XML into a tree. Nothing is expanded or fetched: a DOCTYPE, an entity of its own, another encoding than UTF-8,
 * too deep a nesting or too many elements are refused with the line. `namespace` is that of the root.
 */
export function readXml(text: string, namespace: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: (XmlElement | undefined)[] = []
  let root: XmlElement | undefined
  let elements = 0
  const fail = (why: string): never => {
    throw broken(parser.line, why)
  }
  parser.on('error', (error) => fail(error.message.replace(/^\S*?\d+:\d+:\s*/, '')))
  parser.on('doctype', () => fail('a DOCTYPE is not read: entities could hide in it'))
  parser.on('xmldecl', ({ encoding, version }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') fail(`the encoding must be UTF-8, not ${encoding}`)
    if (version !== undefined && version !== '1.0') fail(`the version of XML must be 1.0, not ${version}`)
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    elements += 1
    if (elements > MAX_ELEMENTS) fail(`more than ${MAX_ELEMENTS} elements`)
    if (open.length >= MAX_DEPTH) fail(`elements are nested deeper than ${MAX_DEPTH}`)
    if (Object.keys(attributes).length > MAX_ATTRIBUTES) fail(`more than ${MAX_ATTRIBUTES} attributes`)
    const parent = open.at(-1)
    const ours = uri === namespace && (open.length === 0 || parent !== undefined)
    if (open.length === 0 && !ours) fail(`the root must be of the namespace ${namespace}`)
    const element = ours ? { name: local, children: [], text: '' } : undefined
    if (element && parent) parent.children.push(element)
    root ??= element
    open.push(element)
  })
  const take = (part: string): void => {
    const element = open.at(-1)
    if (element) element.text += part
  }
  parser.on('text', take)
  parser.on('cdata', take)
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  return root ?? fail('there is no element')
}

/** The first child of a name. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((c) => c.name === name)

export const childrenOf = (element: XmlElement, name: string): XmlElement[] => element.children.filter((c) => c.name === name)

/** Trimmed text of a child; undefined when it is missing or empty. */
export const textOf = (element: XmlElement, name: string): string | undefined => {
  const text = childOf(element, name)?.text.trim()
  return text === '' ? undefined : text
}

import { parseSync } from 'oxc-parser'

/**
 * Every module that a TypeScript file names: imports, re-exports, dynamic imports, `import('x').T` types, require,
 * and files named by `new URL(path, import.meta.url)`.
 * @returns {{specifier: string | undefined, line: number, typeOnly: boolean}[]} undefined where the name is computed
 */
export function importsOf(file, text) {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new SyntaxError(`${file}: ${errors[0].message}`)
  const found = []
  const add = (node, source, typeOnly) =>
    found.push({ specifier: literal(source), line: lineAt(text, node.start), typeOnly })
  visit(program, (node) => inspect(node, add))
  return found
}

function inspect(node, add) {
  switch (node.type) {
    case 'ImportDeclaration':
      return add(node, node.source, node.importKind === 'type' || isAllTypes(node.specifiers, 'importKind'))
    case 'ExportAllDeclaration':
      return add(node, node.source, node.exportKind === 'type')
    case 'ExportNamedDeclaration':
      return node.source ? add(node, node.source, node.exportKind === 'type' || isAllTypes(node.specifiers, 'exportKind')) : undefined
    case 'ImportExpression':
      return add(node, node.source, false)
    case 'TSImportType':
      return add(node, node.source ?? node.argument, true)
    case 'TSExternalModuleReference':
      return add(node, node.expression, false)
    case 'CallExpression':
      return node.callee.name === 'require' ? add(node, node.arguments[0], false) : undefined
    case 'NewExpression':
      return isModuleUrl(node) ? add(node, node.arguments[0], false) : undefined
  }
}

function isAllTypes(specifiers, key) {
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[key] === 'type')
}

/** `new URL('./x.ts', import.meta.url)`; other URLs name no module. */
function isModuleUrl(node) {
  const [path, base] = node.arguments
  return node.callee.name === 'URL' && base?.type === 'MemberExpression' && base.object.type === 'MetaProperty' && literal(path) !== undefined
}

function literal(node) {
  if (node?.type === 'TSLiteralType') return literal(node.literal)
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  return undefined
}

function visit(node, see) {
  if (Array.isArray(node)) return node.forEach((child) => visit(child, see))
  if (typeof node !== 'object' || node === null) return
  if (typeof node.type === 'string') see(node)
  for (const key in node) if (typeof node[key] === 'object') visit(node[key], see)
}

function lineAt(text, offset) {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

#!/usr/bin/env node
import { createHash, randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'

/**
 * Makes a key to the REST face: prints the key once, and the entry for the key file (mode 600) or for `api.keys` in the
 * settings, which holds its SHA-256 alone. `node scripts/api-key.mjs --id ID [--name NAME] [--scopes a,b] [--roles a,b] [--department D]`
 */
const { values } = parseArgs({
  options: { id: { type: 'string' }, name: { type: 'string' }, scopes: { type: 'string', default: 'read' }, roles: { type: 'string', default: 'collector' }, department: { type: 'string' } },
})
if (!values.id) {
  process.stderr.write('usage: node scripts/api-key.mjs --id ID [--name NAME] [--scopes read,report,command,admin] [--roles call-taker,…] [--department D]\n')
  process.exit(2)
}
const key = `wf_${randomBytes(32).toString('base64url')}`
const list = (text) => text.split(',').map((part) => part.trim())
const entry = {
  id: values.id,
  name: values.name ?? values.id,
  sha256: createHash('sha256').update(key).digest('hex'),
  scopes: list(values.scopes),
  roles: list(values.roles),
  ...(values.department ? { department: values.department } : {}),
}
process.stdout.write(`key, shown this once: ${key}\nentry: - ${JSON.stringify(entry)}\n`)

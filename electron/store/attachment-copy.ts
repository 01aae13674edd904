import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { filePath, hashFile } from './attachment-files.ts'
import { describeFile, namedFiles, type NamedFile } from './attachment-log.ts'
import type { ReadHandle } from './database.ts'

/** The folder of the files, in the data folder and beside the backups. */
export const FILES = 'attachments'

/** A file that the log names and that is not as it was. */
export interface FileFault {
  readonly file: NamedFile
  readonly why: 'missing' | 'changed'
}

export const describeFileFault = ({ file, why }: FileFault): string => (why === 'missing' ? `${describeFile(file)} is missing` : `${describeFile(file)} is not what was added`)

/** Reads every file that the log names and compares it with its hash. */
export async function checkFiles(db: ReadHandle, dir: string, onFault: (fault: FileFault) => void): Promise<number> {
  let files = 0
  for (const file of namedFiles(db)) {
    files += 1
    const fault = await faultOf(file, dir)
    if (fault) onFault(fault)
  }
  return files
}

async function faultOf(file: NamedFile, dir: string): Promise<FileFault | undefined> {
  const path = filePath(dir, file.hash)
  if (!existsSync(path)) return { file, why: 'missing' }
  return (await hashFile(path)) === file.hash ? undefined : { file, why: 'changed' }
}

/** What came of copying files. */
export interface CopiedFiles {
  readonly copied: number
  readonly bytes: number
  readonly faults: readonly FileFault[]
}

/**
 * Copies the files that the log names from one folder into another, as far as they are not there yet, each read back.
 * One that is missing or changed is named and left out. `recheck` reads what is there already and replaces what is wrong.
 */
export async function copyFiles(db: ReadHandle, from: string, to: string, { recheck = false } = {}): Promise<CopiedFiles> {
  let copied = 0
  let bytes = 0
  const faults: FileFault[] = []
  for (const file of namedFiles(db)) {
    if (await isThere(file, to, recheck)) continue
    const fault = await faultOf(file, from)
    if (fault) {
      faults.push(fault)
      continue
    }
    await copyOne(file.hash, from, to)
    copied += 1
    bytes += file.bytes
  }
  return { copied, bytes, faults }
}

async function isThere({ hash, bytes }: NamedFile, dir: string, recheck: boolean): Promise<boolean> {
  const path = filePath(dir, hash)
  if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) return false
  return !recheck || (await hashFile(path)) === hash
}

async function copyOne(hash: string, from: string, to: string): Promise<void> {
  const target = filePath(to, hash)
  const part = `${target}.part`
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
  try {
    copyFileSync(filePath(from, hash), part)
    if ((await hashFile(part)) !== hash) throw new Error(`${target} reads back other than it was written: the disk may be failing`)
    renameSync(part, target)
  } finally {
    rmSync(part, { force: true })
  }
}

/** Bytes that a copy into `to` would need beyond what is free on the disk of `disk`; 0 when there is room. */
export function missingSpace(db: ReadHandle, to: string, disk: string): number {
  let need = 0
  for (const { hash, bytes } of namedFiles(db)) if (!existsSync(filePath(to, hash))) need += bytes
  const { bavail, bsize } = statfsSync(disk)
  return Math.max(0, need - bavail * bsize)
}

import type { VersionedWhat } from '../../../electron/contract/code-admin.ts'
import { core } from '../../client/core.ts'
import { notify } from '../notices/notice-store.ts'

/** Writes the version in force to a file on this machine, and says where it is. */
export async function exportFile(what: VersionedWhat): Promise<void> {
  const written = await core.query({ type: 'codes-export', what, format: 'xlsx' })
  notify(written.ok ? { what: 'saved', name: written.value.file } : { what: 'error', error: written.error })
}

import { CHUNK_BYTES, type FileRequest, type FileTypes, type TakenIn } from '../contract/attachment.ts'
import { fail, ok, type Result } from '../contract/error.ts'
import { maxBytes, type Attachment, type AttachmentLimits } from '../domain/attachment.ts'
import { EXIF_BYTES, photoFacts } from '../domain/exif.ts'
import { MAX_PIXELS, pixelsOf } from '../domain/picture-size.ts'
import { isDiskFull } from '../platform/fatal.ts'
import { AttachmentFiles, FileError } from '../store/attachment-files.ts'
import { isNamed } from '../store/attachment-log.ts'
import { readCase } from '../store/case-table.ts'
import type { ReadHandle } from '../store/database.ts'

/** Files of cases, as windows and the REST face use them. */
export interface CaseFiles {
  readonly store: AttachmentFiles
  readonly limits: AttachmentLimits
  /** One request over a port. */
  answer(request: FileRequest): Promise<Result<FileTypes[FileRequest['type']]>>
  /** Takes in a file whose bytes come from elsewhere; refuses what is too large as soon as it is. */
  takeIn(upload: string, source: AsyncIterable<Uint8Array>): Promise<Result<TakenIn>>
  /** An attachment of a case, hidden ones too; undefined when there is none of this id. */
  find(caseId: string, attachment: string): Attachment | undefined
  stop(): void
}

export interface CaseFilesOptions {
  readonly db: ReadHandle
  readonly dir: string
  readonly limits: AttachmentLimits
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

const HOUR = 3_600_000
const SWEEP_EVERY = 6 * HOUR
const FIRST_SWEEP = 5 * 60_000

export function caseFiles({ db, dir, limits, now, onError }: CaseFilesOptions): CaseFiles {
  const store = new AttachmentFiles(dir)
  const largest = maxBytes('video/mp4', limits) > maxBytes('image/jpeg', limits) ? maxBytes('video/mp4', limits) : maxBytes('image/jpeg', limits)
  const find = (caseId: string, attachment: string): Attachment | undefined => readCase(db, caseId)?.state.attachments?.find((a) => a.id === attachment)
  const tooLarge = (max: number) => fail('file-too-large', `the file is larger than ${max} bytes`, { params: { mb: String(max / 1024 / 1024) } })

  const finish = async (upload: string, bytes: number): Promise<Result<TakenIn>> => {
    const { head, ...file } = await store.finish(upload, bytes)
    if (bytes > maxBytes(file.mediaType, limits)) return tooLarge(maxBytes(file.mediaType, limits))
    if ((pixelsOf(file.mediaType, head) ?? 0) > MAX_PIXELS) return fail('picture-too-large', `the picture has more than ${MAX_PIXELS} pixels`, { params: { max: String(MAX_PIXELS / 1e6) } })
    return ok({ ...file, ...(file.mediaType === 'image/jpeg' ? photoFacts(head.subarray(0, EXIF_BYTES)) : {}) })
  }

  const read = async ({ caseId, attachment, offset }: Extract<FileRequest, { type: 'read' }>): Promise<Result<FileTypes['read']>> => {
    const found = find(caseId, attachment)
    if (!found) return notFound(caseId, attachment)
    const data = await store.read(found.hash, offset, CHUNK_BYTES)
    return data ? ok({ data: data.toString('base64'), bytes: found.bytes }) : fail('file-missing', `the file ${found.hash} is not in the store`, { params: { name: found.name } })
  }

  const carryOut = async (request: FileRequest): Promise<Result<FileTypes[FileRequest['type']]>> => {
    switch (request.type) {
      case 'upload.begin':
        return request.bytes > largest ? tooLarge(largest) : ok({ offset: await store.begin(request.upload, request.bytes) })
      case 'upload.chunk':
        if (request.offset >= largest) return tooLarge(largest)
        return ok({ offset: await store.append(request.upload, request.offset, Buffer.from(request.data, 'base64')) })
      case 'upload.end':
        return finish(request.upload, request.bytes)
      case 'upload.cancel':
        await store.cancel(request.upload)
        return ok(null)
      case 'read':
        return read(request)
      case 'thumb': {
        const found = find(request.caseId, request.attachment)
        return found ? ok({ data: (await store.thumb(found.hash))?.toString('base64') ?? null }) : notFound(request.caseId, request.attachment)
      }
      case 'thumb.put': {
        const found = find(request.caseId, request.attachment)
        if (!found) return notFound(request.caseId, request.attachment)
        await store.keepThumb(found.hash, Buffer.from(request.data, 'base64'))
        return ok(null)
      }
    }
  }

  const guarded = async <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof FileError) return fail(error.code, error.message)
      if (isDiskFull(error)) return fail('disk-full', 'the data disk is full; the file was not kept')
      onError(error)
      return fail('internal', error instanceof Error ? error.message : String(error))
    }
  }

  const takeIn = async (upload: string, source: AsyncIterable<Uint8Array>): Promise<Result<TakenIn>> => {
    let offset = await store.begin(upload, 1)
    try {
      for await (const chunk of source) {
        if (offset + chunk.length > largest) return tooLarge(largest)
        offset = await store.append(upload, offset, chunk)
      }
      if (offset === 0) return fail('malformed', 'the file is empty')
      return await finish(upload, offset)
    } finally {
      await store.cancel(upload)
    }
  }

  const sweep = (): void => void store.sweep((hash) => isNamed(db, hash), now()).catch(onError)
  const first = setTimeout(sweep, FIRST_SWEEP)
  const timer = setInterval(sweep, SWEEP_EVERY)
  first.unref()
  timer.unref()
  return {
    store,
    limits,
    answer: (request) => guarded(() => carryOut(request)),
    takeIn: (upload, source) => guarded(() => takeIn(upload, source)),
    find,
    stop: () => {
      clearTimeout(first)
      clearInterval(timer)
    },
  }
}

const notFound = (caseId: string, attachment: string) => fail('not-found', `the case ${caseId} has no attachment ${attachment}`, { where: 'attachment', params: { attachment } })

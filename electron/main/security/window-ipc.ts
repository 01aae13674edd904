import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import { fail, ok, type Result } from '../../contract/error.ts'
import type { Log } from '../../platform/log.ts'
import { isAppUrl } from './content-policy.ts'

/** What a page is answered. */
type Answer = Result<unknown>

/** Finds the window of ours that a message came from; undefined for any other sender. */
export type FindWindow = (event: IpcMainInvokeEvent) => BrowserWindow | undefined

/** Whether the sender is the main frame of one of our own pages. */
export const isTrustedFrame = (event: IpcMainInvokeEvent): boolean =>
  event.senderFrame !== null && event.senderFrame === event.sender.mainFrame && isAppUrl(event.senderFrame.url)

/**
 * Answers messages of one channel. The sender and the shape are checked here, once, for every channel; a
 * message that fails is answered with an error and nothing else happens.
 */
export function answerWindow<S extends z.ZodType>(channel: string, schema: S, find: FindWindow, log: Log, handle: (window: BrowserWindow, value: z.output<S>) => Answer | void | Promise<Answer>): void {
  ipcMain.handle(channel, async (event, value: unknown): Promise<Answer> => {
    const window = isTrustedFrame(event) ? find(event) : undefined
    if (!window) {
      log.warn({ channel }, 'a message from an unknown sender was refused')
      return fail('forbidden', 'only the pages of this product may send this')
    }
    const parsed = schema.safeParse(value)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return fail('malformed', issue?.message ?? 'malformed', { where: issue?.path.map(String).join('.') ?? '' })
    }
    try {
      return (await handle(window, parsed.data)) ?? ok(null)
    } catch (error) {
      log.error({ channel, err: error }, 'a message could not be answered')
      return fail('internal', error instanceof Error ? error.message : String(error))
    }
  })
}

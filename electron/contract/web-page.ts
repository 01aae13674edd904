import { z } from 'zod'

const Host = z.string().regex(/^[\w.-]{1,255}(:\d{1,5})?$/, 'must be a host name, with a port if not the usual one')

/** A web page that the wall may show. It may fetch from its own host and from `hosts`, and go nowhere else. */
export const WebPage = z
  .object({
    id: z.string().regex(/^[a-z0-9][\w-]{0,39}$/i, 'letters, digits, dash and underscore, at most 40'),
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).optional(),
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
      .max(1024)
      .refine((url) => !URL.canParse(url) || new URL(url).username === '', 'must hold no user or password'),
    hosts: z.array(Host).max(32).default([]),
  })
  .strict()
export type WebPage = z.infer<typeof WebPage>

/** The session that a page's guest runs in: each page has one of its own, kept in memory only. */
export const webPartition = (id: string): string => `web-${id}`

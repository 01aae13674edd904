import { z } from 'zod'
import { SteerError } from './media-steer.ts'

/** Finding cameras (ONVIF, WS-Discovery): part of the protocol between a window and the media process. */

/** Devices that one search asks. */
export const MOST_FOUND = 64

const RequestId = z.string().regex(/^[\w-]{4,64}$/)

/** `multicast` calls into the local network, which happens on request only; `addresses` are hosts with or without a port, or device services. The password is used for this search and forgotten. */
export const DiscoverRequest = z.strictObject({
  type: z.literal('discover'),
  request: RequestId,
  multicast: z.boolean(),
  addresses: z.array(z.string().min(1).max(255)).max(MOST_FOUND),
  user: z.string().max(64),
  password: z.string().max(128),
})
export type DiscoverRequest = z.infer<typeof DiscoverRequest>

export const FoundStream = z.object({ name: z.string(), width: z.int(), height: z.int(), codec: z.string(), url: z.string() })
export type FoundStream = z.infer<typeof FoundStream>

/** A device that was asked; `error` says why it did not tell all. */
export const FoundDevice = z.object({
  /** Of its device service, without user and password. */
  address: z.string(),
  error: SteerError.nullable(),
  maker: z.string(),
  model: z.string(),
  firmware: z.string(),
  steerable: z.boolean(),
  /** Largest first. */
  streams: z.array(FoundStream),
})
export type FoundDevice = z.infer<typeof FoundDevice>

/** What has been found so far; `asking` are yet to answer; null: the search has ended. `failed`: this machine could not call into its network. */
export const DiscoverAnswer = z.object({ type: z.literal('discovered'), request: RequestId, devices: z.array(FoundDevice), asking: z.int().nullable(), failed: z.boolean() })
export type DiscoverAnswer = z.infer<typeof DiscoverAnswer>

const PREVIEW = 'preview:'

/** A camera that is not registered; one a window, watched under this id like any other. Its login is forgotten with it. */
export const PreviewRequest = z.strictObject({
  type: z.literal('preview'),
  cameraId: z.string().max(128).startsWith(PREVIEW),
  url: z.string().regex(/^rtsps?:\/\/[^/@\s]+(\/\S*)?$/i).max(512),
  user: z.string().max(64),
  password: z.string().max(128),
})
export type PreviewRequest = z.infer<typeof PreviewRequest>

export const previewId = (name: string): string => `${PREVIEW}${name}`.slice(0, 128)
export const isPreview = (cameraId: string): boolean => cameraId.startsWith(PREVIEW)

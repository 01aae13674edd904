import { z } from 'zod'
import { Position } from '../domain/reference.ts'
import { Transport } from '../domain/camera-entry.ts'

/** Where pictures come from: an RTSP server, or a recording or a folder of them in one of `videoFolders`. */
const CameraUrl = z
  .string()
  .max(512)
  .regex(/^(rtsps?:\/\/[^/\s]+|file:\/\/\/\S)/i, 'must start with rtsp:// or rtsps:// and name a host, or with file:/// and name a recording')
  .refine((url) => !/^rtsps?:\/\/[^/]*@/i.test(url), { message: 'must not hold a password; put user:password into a file and name it under credentials' })

/** The ONVIF face of a device: its address, or that of its device service. */
const OnvifUrl = z
  .string()
  .max(512)
  .regex(/^https?:\/\/[^/\s@]+(\/\S*)?$/i, 'must start with http:// or https:// and name a host, without a password')

/** A camera of the operator's own. Name and address are needed; the rest has defaults. */
export const CameraSetting = z
  .object({
    id: z.string().regex(/^[\w.-]{1,64}$/, 'letters, digits, dot, dash and underscore only').optional(),
    name: z.string().min(1).max(64),
    nameEn: z.string().max(64).optional(),
    url: CameraUrl,
    /** The camera's small stream (辅码流), shown in small tiles. */
    subUrl: CameraUrl.optional(),
    /** Where it is steered (云台), over ONVIF; with the same credentials. */
    onvif: OnvifUrl.optional(),
    /** How RTSP brings pictures; `tls` goes with rtsps:// and needs no word. */
    transport: Transport.optional(),
    /** A PEM file of the certificates that a TLS camera's must come from; without it any certificate is taken. */
    tlsCa: z.string().max(512).optional(),
    /** A file that holds `user:password` and that only its owner may read; never written into the address. */
    credentials: z.string().max(512).optional(),
    at: Position.optional(),
    bearing: z.number().min(0).max(360).default(0),
    group: z.string().max(32).default(''),
  })
  .strict()
  .refine((c) => c.transport === undefined || /^file:/i.test(c.url) || (c.transport === 'tls') === /^rtsps:/i.test(c.url), { path: ['transport'], message: 'tls goes with rtsps:// addresses, tcp and udp with rtsp://' })
export type CameraSetting = z.infer<typeof CameraSetting>

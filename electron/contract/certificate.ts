import { z } from 'zod'

const name = z.string().max(200)
const at = z.number().int()

/** Why the certificate of a server is not trusted. `self-signed`: by itself; `untrusted`: by an authority that this machine does not know. */
export const CertificateFault = z.enum(['self-signed', 'untrusted', 'expired', 'not-yet-valid', 'wrong-name', 'revoked', 'weak', 'other'])
export type CertificateFault = z.infer<typeof CertificateFault>

/** What the system said of a server's certificate; `fault` null: it is trusted. Validity in epoch ms. */
export const CertificateWord = z.object({ host: name, fault: CertificateFault.nullable(), subject: name, issuer: name, from: at, to: at }).strict()
export type CertificateWord = z.infer<typeof CertificateWord>

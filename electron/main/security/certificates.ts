import type { Certificate } from 'electron'
import type { CertificateFault, CertificateWord } from '../../contract/certificate.ts'

/** What the system's verifier answers, of which this much is read. */
export interface Verification {
  readonly hostname: string
  readonly certificate: Pick<Certificate, 'subjectName' | 'issuerName' | 'validStart' | 'validExpiry'>
  /** `OK`, or Chromium's name of the error. */
  readonly verificationResult: string
}

const FAULTS: Readonly<Record<string, CertificateFault>> = {
  ERR_CERT_COMMON_NAME_INVALID: 'wrong-name', ERR_CERT_AUTHORITY_INVALID: 'untrusted', ERR_CERT_REVOKED: 'revoked', ERR_CERT_WEAK_SIGNATURE_ALGORITHM: 'weak', ERR_CERT_WEAK_KEY: 'weak',
}

/** A verification in words for an operator. Times of certificates are seconds; `now` is epoch ms. */
export function certificateWord({ hostname, certificate, verificationResult }: Verification, now: number): CertificateWord {
  const { subjectName, issuerName, validStart, validExpiry } = certificate
  const word = { host: hostname.slice(0, 200), subject: subjectName.slice(0, 200), issuer: issuerName.slice(0, 200), from: Math.round(validStart * 1_000), to: Math.round(validExpiry * 1_000) }
  const result = verificationResult.replace(/^net::/, '')
  return { ...word, fault: result === 'OK' ? null : faultOf(result, word, now) }
}

function faultOf(result: string, { subject, issuer, from, to }: Omit<CertificateWord, 'fault'>, now: number): CertificateFault {
  if (result === 'ERR_CERT_DATE_INVALID') return now < from ? 'not-yet-valid' : now > to ? 'expired' : 'other'
  const fault = FAULTS[result] ?? 'other'
  return fault === 'untrusted' && subject === issuer ? 'self-signed' : fault
}

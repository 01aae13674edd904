import { describe, expect, it } from 'vitest'
import { certificateWord } from '../../electron/main/security/certificates.ts'

const NOW = Date.UTC(2026, 10, 25)
const day = (days: number): number => NOW / 1_000 + days * 86_400
const of = (verificationResult: string, certificate: Partial<Parameters<typeof certificateWord>[0]['certificate']> = {}) =>
  certificateWord({ hostname: 'sip.city.cn', verificationResult, certificate: { subjectName: 'sip.city.cn', issuerName: 'City CA', validStart: day(-30), validExpiry: day(30), ...certificate } }, NOW)

describe('what is wrong with a certificate', () => {
  it.each([
    ['OK', {}, null],
    ['net::ERR_CERT_AUTHORITY_INVALID', {}, 'untrusted'],
    ['net::ERR_CERT_AUTHORITY_INVALID', { issuerName: 'sip.city.cn' }, 'self-signed'],
    ['net::ERR_CERT_DATE_INVALID', { validExpiry: day(-1) }, 'expired'],
    ['net::ERR_CERT_DATE_INVALID', { validStart: day(1) }, 'not-yet-valid'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', {}, 'wrong-name'],
    ['net::ERR_CERT_REVOKED', {}, 'revoked'],
    ['net::ERR_CERT_WEAK_KEY', {}, 'weak'],
    ['net::ERR_CERT_NON_UNIQUE_NAME', {}, 'other'],
  ])('is read from the verdict %s', (verdict, certificate, fault) => expect(of(verdict, certificate).fault).toBe(fault))

  it('names who signed it and from when to when it is valid', () => expect(of('net::ERR_CERT_AUTHORITY_INVALID')).toMatchObject({ host: 'sip.city.cn', issuer: 'City CA', from: NOW - 30 * 86_400_000, to: NOW + 30 * 86_400_000 }))
})

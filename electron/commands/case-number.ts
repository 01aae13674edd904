const SHANGHAI = 8 * 3_600_000

/** What all case numbers of one local day and station start with: `20261125-01-`. */
export function caseNumberPrefix(now: number, stationNumber: number): string {
  const day = new Date(now + SHANGHAI).toISOString().slice(0, 10).replaceAll('-', '')
  return `${day}-${String(stationNumber).padStart(2, '0')}-`
}

/** The number after the last one given under a prefix: `20261125-01-00042`. */
export function nextCaseNumber(prefix: string, last: string | undefined): string {
  const serial = last ? Number(last.slice(prefix.length)) + 1 : 1
  return `${prefix}${String(serial).padStart(5, '0')}`
}

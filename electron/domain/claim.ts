/** 认领: who works on a case, so that two people don't take it. A mark of this station, no event and no lock of the law. */
export interface Claim {
  readonly caseId: string
  readonly by: { readonly id: string; readonly name: string }
  /** Since when, and until when if it is not made again; epoch ms. */
  readonly since: number
  readonly until: number
}

/** A claim that is not made again runs out after this, ms. */
export const CLAIM_MS = 5 * 60_000

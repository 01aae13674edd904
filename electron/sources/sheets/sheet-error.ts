/** A table that cannot be read, and where. Crosses threads as its fields. */
export class SheetError extends Error {
  readonly code: 'malformed' | 'too-large'
  readonly where: string
  constructor(code: SheetError['code'], message: string, where: string) {
    super(message)
    this.code = code
    this.where = where
  }
}

/** Opens the phrases of the field that is being typed in. */
export const PHRASE_KEY = 'F5'

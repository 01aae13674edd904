/** Whether a text answers what was typed: every word of it is somewhere in the text, in any order. */
export function matches(text: string, typed: string): boolean {
  const inText = text.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inText.includes(word))
}

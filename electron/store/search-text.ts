/** Letters and digits that run together as one token; every Chinese character stands alone. */
const CJK = /[\u3400-\u9fff\uf900-\ufaff]/gu

/** Text as it is indexed: each Chinese character a token, so that one character is enough to search by. */
export const spreadText = (text: string): string => text.replaceAll(CJK, ' $& ')

/**
 * An FTS5 query that finds every word of `text`: Chinese runs as phrases, the last Latin or digit word by
 * its beginning. Undefined when there is nothing to search for.
 */
export function searchQuery(text: string): string | undefined {
  const words = text.normalize('NFKC').split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 8)
  if (words.length === 0) return undefined
  return words.map((word) => `"${spreadText(word).trim().replaceAll(/\s+/g, ' ')}"${/[\p{L}\p{N}]$/u.test(word) && !/[\u3400-\u9fff]$/u.test(word) ? '*' : ''}`).join(' AND ')
}

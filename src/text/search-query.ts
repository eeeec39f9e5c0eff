// The small language of `q`: words, "phrases" and -exclusions. Everything else in it is punctuation.

import { AppError } from '../errors.ts'
import { searchWords } from './search-words.ts'

/** Each phrase is words that stand side by side; a word alone is a phrase of one. */
export interface SearchQuery {
  wanted: string[][]
  excluded: string[][]
}

const mostTerms = 16
const mostWords = 64
const term = /-?"[^"]*"?|[^\s"]+/gu

/** Reads a query. Throws `invalid` where it has no word to look for, or too many. */
export function parseSearchQuery(text: string): SearchQuery {
  const query: SearchQuery = { wanted: [], excluded: [] }
  for (const [part] of text.matchAll(term)) {
    const words = searchWords(part).map(({ word }) => word)
    if (words.length > 0) (part.startsWith('-') ? query.excluded : query.wanted).push(words)
  }
  const terms = [...query.wanted, ...query.excluded]
  if (query.wanted.length === 0) throw refuse('required', '"q" has no word to look for.')
  if (terms.length > mostTerms || terms.flat().length > mostWords) {
    throw refuse('too_many', `"q" may have ${mostTerms} terms, of ${mostWords} words together, at most.`)
  }
  return query
}

const refuse = (code: string, message: string): AppError =>
  new AppError('invalid', message, { errors: [{ in: 'query', pointer: '/q', code, message }] })

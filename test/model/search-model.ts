// Search, as a scan: every text is read from its beginning for every word.

import fc from 'fast-check'
import { type ModelArticle, type ModelCredit, type ModelQuote, ofArticle, type World } from './world.ts'

interface Term {
  words: string
  isExcluded: boolean
}

const words = [
  'ferry',
  'FERRY',
  'bridge',
  'cafe',
  'Café',
  'votes',
  'gull',
  'ferry and bridge',
  'harbour bridge',
  'reopens ferry',
  'lund',
  'mayor',
  'bolt',
]

export const drawnTerms: fc.Arbitrary<Term[]> = fc
  .array(
    fc.record({
      words: fc.constantFrom(...words),
      isExcluded: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .filter((terms) => terms.some(({ isExcluded }) => !isExcluded))

/** Terms as a caller writes them; several words are a phrase. */
export const queryText = (terms: Term[]): string =>
  terms
    .map(({ words, isExcluded }) => `${isExcluded ? '-' : ''}${words.includes(' ') ? `"${words}"` : words}`)
    .join(' ')

/** A text as words without case and accents, each between blanks. */
const wordsOf = (text: string): string => {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return ` ${plain.match(/[a-z0-9]+/g)?.join(' ') ?? ''} `
}

const has = (texts: (string | null)[], { words }: Term): boolean =>
  texts.some((text) => text !== null && wordsOf(text).includes(wordsOf(words)))

export const isFound = (texts: (string | null)[], terms: Term[]): boolean =>
  terms.every((term) => has(texts, term) !== term.isExcluded)

/** What an article is found by. A caption whose rights will end is not among it. */
export function textsOfArticle(world: World, article: ModelArticle): (string | null)[] {
  const captions = ofArticle(world.credits, article.id)
    .filter(({ rightsExpireAt }) => rightsExpireAt === null)
    .map(({ caption }) => caption)
  const speakers = ofArticle(world.quotes, article.id)
    .filter(({ state }) => state === 'anchored')
    .flatMap(speakerOf)
  return [article.headline, article.summary, article.paragraphs.join(' '), ...captions, ...speakers]
}

const speakerOf = ({ speaker }: ModelQuote): (string | null)[] =>
  speaker === null ? [] : [speaker.name, speaker.title, speaker.organization]

export const textsOfQuote = (quote: ModelQuote): (string | null)[] => [
  quote.text,
  ...speakerOf(quote),
  quote.via,
]

export const textsOfCredit = ({ caption, altText, creditLine }: ModelCredit): (string | null)[] => [
  caption,
  altText,
  creditLine,
]

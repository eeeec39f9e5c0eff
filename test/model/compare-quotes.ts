// Quotes in every list, against what an editor was told of each article.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { walk } from './desk.ts'
import { agencies, authors } from './drawn-writing.ts'
import { isArticleSeen, visibleQuotes } from './readers.ts'
import { drawnTerms, isFound, queryText, textsOfQuote } from './search-model.ts'
import { type Deed, drawnNumber, nameOf, pick } from './step.ts'
import { fold, type ModelQuote, newestFirst, ofArticle, type Reader } from './world.ts'

interface Shown {
  id: string
  version: number
  state: string
  text: string
}

const known = ({ id, version, state, text }: Shown): Shown => ({ id, version, state, text })

export const sameQuotes = (answer: unknown[], quotes: ModelQuote[], what: string): void =>
  assert.deepEqual(
    answer.map((shown) => known(shown as Shown)),
    quotes.map(known),
    what,
  )

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const drawnQuery = fc.record({
  as: fc.constantFrom<Reader>('anonymous', 'editor'),
  limit: fc.constantFrom(100, 1, 2),
  state: rarely(fc.constantFrom('anchored', 'orphaned', 'rejected')),
  kind: rarely(fc.constantFrom('direct', 'mixed', 'indirect')),
  speaker: rarely(fc.constantFrom(...authors, 'Tomas Lund')),
  via: rarely(fc.constantFrom(...agencies)),
  article: rarely(drawnNumber),
  terms: rarely(drawnTerms),
})

const isNamed = (name: string | null | undefined, wanted: string | undefined) =>
  wanted === undefined || (typeof name === 'string' && fold(name) === fold(wanted))

/** All quotes, newest first, with any filter. */
export const lookingAtQuotes: fc.Arbitrary<Deed> = drawnQuery.map(
  ({ as, limit, state: drawnState, kind, speaker, via, article: which, terms }) =>
    async ({ world, desk, said }) => {
      const article = which === undefined ? undefined : pick(world.articles.values(), which)
      const state = as === 'editor' ? drawnState : undefined
      const query = {
        limit: String(limit),
        ...(state && { state }),
        ...(kind && { kind }),
        ...(speaker && { speaker }),
        ...(via && { via }),
        ...(article && { article: article.slug }),
        ...(terms && { q: queryText(terms) }),
      }
      const expected = visibleQuotes(world, as).filter(
        (quote) =>
          (state === undefined ? quote.state !== 'rejected' : quote.state === state) &&
          (kind === undefined || quote.kind === kind) &&
          isNamed(quote.speaker?.name, speaker) &&
          isNamed(quote.via, via) &&
          (article === undefined || quote.articleId === article.id) &&
          (terms === undefined || isFound(textsOfQuote(quote), terms)),
      )
      const what = `${as} lists /v1/quotes?${new URLSearchParams(query)}`
      said.push(what)
      sameQuotes(await walk(desk, world, { path: '/v1/quotes', query, as }), newestFirst(expected), what)
    },
)

/** The quotes of one article in the order of its text, and each by its id. */
export const lookingAtQuotesOfOne: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, limit: fc.constantFrom(100, 1) })
  .map(({ which, limit }) => async ({ world, desk, said }) => {
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    const what = `readers list the quotes of ${nameOf(article)}`
    said.push(what)
    const path = `/v1/articles/${article.id}/quotes`
    const seen = visibleQuotes(world).filter(({ articleId }) => articleId === article.id)
    if (!isArticleSeen(world, article.id))
      assert.notEqual((await desk.read(world, path)).statusCode, 200, what)
    else {
      const items = await walk(desk, world, { path, query: { limit: String(limit) }, as: 'anonymous' })
      sameQuotes(items, seen.sort(byPlace), what)
    }
    for (const quote of ofArticle(world.quotes, article.id)) {
      const answer = await desk.read(world, `/v1/quotes/${quote.id}`)
      assert.equal(
        answer.statusCode,
        seen.includes(quote) ? 200 : 404,
        `readers ask for a ${quote.state} quote`,
      )
    }
  })

const byPlace = (one: ModelQuote, other: ModelQuote): number =>
  Number(one.start) - Number(other.start) || (one.id < other.id ? -1 : 1)

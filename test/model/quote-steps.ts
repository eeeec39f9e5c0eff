// What editors do to quotes.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { drawnIfMatch } from './article-steps.ts'
import { ifMatchHeader, refusedFor } from './changes-of-articles.ts'
import { agencies, authors } from './drawn-writing.ts'
import { learnQuotes } from './quotes-learned.ts'
import { type Deed, drawnNumber, nameOf, pick } from './step.ts'
import { type ModelArticle, type ModelQuote, ofArticle, type World } from './world.ts'

const words = [
  'ferry',
  'bridge',
  'Harbour bridge reopens',
  'ferry and bridge',
  'every bolt',
  'nobody wrote this',
]

/** Why an editor's quote is refused; undefined where it is taken. */
function refusedQuote(world: World, article: ModelArticle, text: string): number | undefined {
  const body = article.paragraphs.join('\n\n')
  const at = body.indexOf(text)
  if (at < 0) return 422
  const start = [...body.slice(0, at)].length
  const isSame = (quote: ModelQuote) => quote.start === start && quote.text === text
  const decided = (quote: ModelQuote) => quote.isKept && quote.state !== 'rejected'
  return ofArticle(world.quotes, article.id).some((quote) => decided(quote) && isSame(quote))
    ? 409
    : undefined
}

/** What extraction found makes room for what an editor says of the same words. */
const isFound = ({ isKept }: ModelQuote): boolean => !isKept

const drawnSaying = fc.record(
  {
    kind: fc.constantFrom('direct', 'mixed', 'indirect'),
    speaker: fc.option(
      fc.constantFrom(...authors).map((name) => ({ name })),
      { nil: null },
    ),
    cue: fc.constantFrom('said', null),
    via: fc.option(
      fc.constantFrom(...agencies).map((name) => ({ name })),
      { nil: null },
    ),
  },
  { requiredKeys: [] },
)

export const quoting: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, text: fc.constantFrom(...words), saying: drawnSaying, isWhole: drawnNumber })
  .map(({ which, text: some, saying, isWhole }) => async (scene) => {
    const { world, desk, said } = scene
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    const text = isWhole < 4 ? (pick(article.paragraphs, isWhole) ?? some) : some
    const expected = refusedQuote(world, article, text) ?? 201
    const payload = { articleId: article.id, text, ...saying }
    said.push(`quote ${JSON.stringify({ text, ...saying })} in ${nameOf(article)} → ${expected}`)
    const answer = await desk.write({ method: 'POST', url: '/v1/quotes', payload })
    assert.equal(answer.statusCode, expected, answer.body)
    await learnQuotes(scene, article.id, isFound)
    if (expected !== 201) return
    const quote = world.quotes.get(answer.json().id)
    assert.equal(quote?.state, 'anchored', 'what was quoted stands')
    assert.equal(quote?.origin, 'editor')
  })

interface Change {
  which: number
  ifMatch: Parameters<typeof refusedFor>[0]
}
const drawnChange = { which: drawnNumber, ifMatch: drawnIfMatch }

const headersFor = ({ ifMatch }: Change, quote: ModelQuote) => ifMatchHeader(ifMatch, quote.version)

export const patchingQuote: fc.Arbitrary<Deed> = fc
  .record({ ...drawnChange, saying: drawnSaying })
  .map(({ saying, ...target }) => async (scene) => {
    const { world, desk, said } = scene
    const quote = pick(world.quotes.values(), target.which)
    if (quote === undefined) return
    const url = `/v1/quotes/${quote.id}`
    const headers = headersFor(target, quote)
    const answer = await desk.write({ method: 'PATCH', url, headers, payload: saying })
    const refused = refusedFor(target.ifMatch)
    said.push(
      `patch ${JSON.stringify(saying)} into the ${quote.state} quote "${quote.text}" → ${answer.statusCode}`,
    )
    // Where a rejection is taken back, somebody may have quoted the words meanwhile.
    const allowed = refused ? [refused] : quote.state === 'rejected' ? [200, 409] : [200]
    assert.ok(allowed.includes(answer.statusCode), answer.body)
    await learnQuotes(scene, quote.articleId, isFound)
    if (answer.statusCode !== 200) return
    const after = world.quotes.get(quote.id)
    assert.equal(after?.version, quote.version + 1)
    assert.equal(after?.state, quote.start === null ? 'orphaned' : 'anchored')
    if (saying.speaker !== undefined) assert.equal(after?.speaker?.name, saying.speaker?.name)
    if (saying.via !== undefined) assert.equal(after?.via, saying.via?.name ?? null)
  })

export const removingQuote: fc.Arbitrary<Deed> = fc.record(drawnChange).map((target) => async (scene) => {
  const { world, desk, said } = scene
  const quote = pick(world.quotes.values(), target.which)
  if (quote === undefined) return
  const expected = refusedFor(target.ifMatch) ?? 204
  said.push(
    `delete the ${quote.state} quote "${quote.text}", ${quote.origin}, If-Match ${target.ifMatch} → ${expected}`,
  )
  const url = `/v1/quotes/${quote.id}`
  const answer = await desk.write({ method: 'DELETE', url, headers: headersFor(target, quote) })
  assert.equal(answer.statusCode, expected, answer.body)
  const isDone = expected === 204
  await learnQuotes(
    scene,
    quote.articleId,
    ({ id, origin }) => isDone && id === quote.id && origin === 'editor',
  )
  const after = world.quotes.get(quote.id)
  if (isDone) assert.equal(after?.state, quote.origin === 'editor' ? undefined : 'rejected')
})

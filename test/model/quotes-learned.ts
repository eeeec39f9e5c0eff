// The quotes of an article as an editor is told of them. What extraction finds is not the model's to know: it takes it from this one
// answer, holds that against the text and what was there before, and every other answer against it.

import assert from 'node:assert/strict'
import { dataOf } from './desk.ts'
import type { Scene } from './step.ts'
import { type ModelArticle, type ModelQuote, ofArticle } from './world.ts'

interface Shown extends Omit<ModelQuote, 'speaker' | 'via' | 'isKept' | 'start'> {
  speaker: { id: string; name: string; title: string | null; organization: string | null } | null
  via: { name: string } | null
  position: { start: number; end: number } | null
  reviewedAt: string | null
}

const toQuote = ({ speaker, via, position, reviewedAt, ...shown }: Shown): ModelQuote => ({
  id: shown.id,
  articleId: shown.articleId,
  kind: shown.kind,
  text: shown.text,
  state: shown.state,
  origin: shown.origin,
  version: shown.version,
  createdAt: shown.createdAt,
  speaker,
  via: via?.name ?? null,
  start: position?.start ?? null,
  isKept: shown.origin === 'editor' || reviewedAt !== null || shown.state === 'rejected',
})

/** A quote stands where it says it stands. */
function checkPlace({ paragraphs }: ModelArticle, { start, state, text: words }: ModelQuote): void {
  const text = paragraphs.join('\n\n')
  if (state === 'anchored') assert.notEqual(start, null, 'what is anchored has a place')
  if (state === 'orphaned') assert.equal(start, null, 'what is orphaned has none')
  if (start === null) return
  const stands = [...text].slice(start, start + [...words].length).join('')
  assert.equal(stands, words, 'a quote stands where it says')
}

/** Fewer code units may be said anywhere: such words are the quote only where something around them is what it was. */
const telling = 24

/** What is kept is orphaned only when its words are gone, or stand in no more places than others have taken. */
function checkOrphans({ paragraphs }: ModelArticle, quotes: ModelQuote[]): void {
  const text = paragraphs.join('\n\n')
  for (const orphan of quotes.filter(({ isKept, state }) => isKept && state === 'orphaned')) {
    if (orphan.text.length < telling) continue
    const places = text.split(orphan.text).length - 1
    const taken = quotes.filter((quote) => quote.state === 'anchored' && quote.text === orphan.text)
    assert.ok(places <= taken.length, `the text has room for the orphan "${orphan.text}"`)
  }
}

/** A version that stays says the same. */
function checkSuccession(before: ModelQuote, after: ModelQuote | undefined): void {
  if (after === undefined) return
  assert.ok(after.version >= before.version, 'versions grow')
  if (after.version === before.version) assert.deepEqual(after, before, 'what is at its version is the same')
  assert.equal(after.createdAt, before.createdAt)
}

/**
 * Reads the quotes of an article that may have changed. `gone` may be missing from now on: a quote that was deleted, or what
 * extraction found and an editor took over. Nothing else goes.
 */
export async function learnQuotes(
  { world, desk }: Scene,
  articleId: string,
  mayGo: (quote: ModelQuote) => boolean = () => false,
): Promise<void> {
  const article = world.articles.get(articleId)
  if (article === undefined) return
  const url = `/v1/articles/${articleId}/quotes?limit=100`
  const listed = dataOf(await desk.read(world, url, 'editor'), url).data as Shown[]
  const rejectedUrl = `${url}&state=rejected`
  const rejected = dataOf(await desk.read(world, rejectedUrl, 'editor'), rejectedUrl).data as Shown[]
  const quotes = new Map([...listed, ...rejected].map((shown) => [shown.id, toQuote(shown)]))
  for (const quote of quotes.values()) checkPlace(article, quote)
  checkOrphans(article, [...quotes.values()])
  for (const before of ofArticle(world.quotes, articleId)) {
    const after = quotes.get(before.id)
    if (after === undefined) assert.ok(mayGo(before), `the quote "${before.text}" is gone`)
    checkSuccession(before, after)
    world.quotes.delete(before.id)
  }
  for (const quote of [...quotes.values()].sort((one, other) => (one.id < other.id ? -1 : 1)))
    world.quotes.set(quote.id, quote)
}

// Whether an article is on the wire what it is in the model, and who gets it under which address.

import assert from 'node:assert/strict'
import { publishedComments } from './compare-comments.ts'
import { datelineOf } from './drawn-writing.ts'
import { statusForReaders, visibleCredits } from './readers.ts'
import { type Deed, nameOf, pick, type Scene } from './step.ts'
import type { ModelArticle, Reader, World } from './world.ts'

/** An article as answers show it, as far as the model knows it; `body` is left out of lists. */
export const shownOf = (article: ModelArticle): Record<string, unknown> => ({
  id: article.id,
  slug: article.slug,
  status: article.status,
  version: article.version,
  headline: article.headline,
  summary: article.summary,
  section: article.section,
  tags: article.tags,
  authors: article.authors.map((name) => ({ name, title: null, organization: null })),
  provider: article.provider === null ? null : { name: article.provider, uri: null },
  dateline: article.agency === null ? null : datelineOf(article.agency),
  language: article.language,
  createdAt: article.createdAt,
  publishAt: article.publishAt,
  publishedAt: article.publishedAt,
  updatedAt: article.updatedAt,
  embargoUntil: article.embargoUntil,
  expiresAt: article.expiresAt,
  corrections: article.corrections,
  commentsOpen: article.commentsOpen,
})

/** The fields of an answer that the model knows. */
const knownOf = (answer: object, article: ModelArticle): object => {
  const known = Object.keys(shownOf(article))
  return Object.fromEntries(Object.entries(answer).filter(([name]) => known.includes(name)))
}

/** Throws unless a whole article is the one of the model. */
export function sameArticle(answer: { body?: { text: string } }, article: ModelArticle, what: string): void {
  assert.deepEqual(knownOf(answer, article), shownOf(article), what)
  assert.equal(answer.body?.text, article.paragraphs.join('\n\n'), what)
}

interface Seen {
  world: World
  as: Reader
  what: string
}

/** What hangs on an article, as far as somebody may see it. */
function sameSurroundings(answer: Surroundings, { id }: ModelArticle, { world, as, what }: Seen): void {
  const lead = visibleCredits(world, as).find(({ articleId, role }) => articleId === id && role === 'lead')
  assert.equal(answer.leadMedia?.id, lead?.id, `${what}: the lead`)
  assert.equal(answer.commentCount, publishedComments(world, id).length, `${what}: the number of comments`)
}

interface Surroundings {
  leadMedia: { id: string } | null
  commentCount: number
}

/** Throws unless a list shows these articles, in this order. */
export function sameArticles(answer: unknown[], articles: ModelArticle[], seen: Seen): void {
  const { what } = seen
  const ids = answer.map((shown) => (shown as { id: string }).id)
  assert.deepEqual(
    ids,
    articles.map(({ id }) => id),
    what,
  )
  for (const [i, article] of articles.entries()) {
    assert.deepEqual(knownOf(answer[i] as object, article), shownOf(article), what)
    sameSurroundings(answer[i] as Surroundings, article, seen)
  }
}

async function checkAddress({ world, desk }: Scene, article: ModelArticle, address: string): Promise<void> {
  const url = `/v1/articles/${address}`
  const expected = statusForReaders(article, world.now)
  const answer = await desk.read(world, url)
  assert.equal(answer.statusCode, expected, `readers ask for ${url}, which is ${nameOf(article)}`)
  if (expected === 200) {
    sameArticle(answer.json(), article, url)
    sameSurroundings(answer.json(), article, { world, as: 'anonymous', what: url })
  }
  if (expected === 410) assert.equal(answer.json().detail, article.withdrawal)
}

/** What a former address leads to, for readers and for editors. */
async function checkFormer({ world, desk }: Scene, [slug, id]: [string, string]): Promise<void> {
  const article = world.articles.get(id)
  if (article === undefined) throw new Error(`The model lost the article that was "${slug}".`)
  const url = `/v1/articles/${slug}`
  const location: string = `/v1/articles/${article.slug}`
  for (const as of ['anonymous', 'editor'] as const) {
    const answer = await desk.read(world, url, as)
    const isSeen: boolean = as === 'editor' || statusForReaders(article, world.now) === 200
    assert.equal(answer.statusCode, isSeen ? 301 : 404, `${as} asks for the former address ${slug}`)
    if (isSeen) assert.ok(String(answer.headers.location).endsWith(location), `${slug} leads to ${location}`)
  }
}

/** One article by id and by slug, by a reader and by an editor. */
export const lookAtArticle =
  (which: number): Deed =>
  async (scene) => {
    const { world, desk } = scene
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    await checkAddress(scene, article, article.id)
    await checkAddress(scene, article, article.slug)
    const url = `/v1/articles/${article.slug}`
    const answer = await desk.read(world, url, 'editor')
    assert.equal(answer.statusCode, 200, `an editor asks for ${url}`)
    sameArticle(answer.json(), article, url)
    sameSurroundings(answer.json(), article, { world, as: 'editor', what: url })
  }

/** A former address, and the id of something that was deleted. */
export const lookAtFormer =
  (which: number): Deed =>
  async (scene) => {
    const former = pick(scene.world.formerSlugs, which)
    if (former !== undefined) await checkFormer(scene, former)
    await checkRemoved(scene, which)
  }

async function checkRemoved({ world, desk }: { world: World; desk: Scene['desk'] }, which: number) {
  const id = pick(world.removed, which)
  if (id === undefined) return
  for (const as of ['anonymous', 'editor'] as const) {
    const answer = await desk.read(world, `/v1/articles/${id}`, as)
    assert.equal(answer.statusCode, 404, `${as} asks for ${id}, which was deleted`)
  }
}

// Comments, flat and by thread, with their counts, against the model's own count.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { walk } from './desk.ts'
import { isArticleSeen } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick } from './step.ts'
import { type ModelComment, newestFirst, ofArticle, type World } from './world.ts'

const repliesTo = ({ comments }: World, { id }: ModelComment): ModelComment[] =>
  [...comments.values()].filter(({ parentId }) => parentId === id)

const under = (world: World, comment: ModelComment): ModelComment[] =>
  repliesTo(world, comment).flatMap((reply) => [reply, ...under(world, reply)])

const published = (comments: ModelComment[]) => comments.filter(({ status }) => status === 'published')

/** Published comments, and the tombstones of those that published ones hang on. */
const isInThread = (world: World, comment: ModelComment): boolean =>
  comment.status === 'published' || published(under(world, comment)).length > 0

function shownOf(world: World, comment: ModelComment) {
  const { id, articleId, parentId, inReplyTo, rootId, depth, createdAt, status, text } = comment
  const isPublished = status === 'published'
  const tombstone = status === 'deleted' ? 'deleted' : 'removed'
  return {
    ...{ id, articleId, parentId, inReplyTo, rootId, depth, createdAt },
    state: isPublished ? 'published' : tombstone,
    text: isPublished ? text : undefined,
    replyCount: published(repliesTo(world, comment)).length,
    descendantCount: published(under(world, comment)).length,
  }
}

interface Shown {
  id: string
  body: { text: string } | null
  replies?: { data: Shown[] }
}

/** Throws unless an answer shows this comment, or the tombstone of it. */
export function sameComment(
  answer: Shown,
  comment: ModelComment,
  { world, what }: { world: World; what: string },
): void {
  const expected = shownOf(world, comment)
  const flat: Record<string, unknown> = { ...answer, text: answer.body?.text }
  const known = Object.fromEntries(Object.keys(expected).map((name) => [name, flat[name]]))
  assert.deepEqual(known, expected, what)
}

interface Seen {
  world: World
  what: string
}

function sameComments(answer: unknown[], comments: ModelComment[], seen: Seen): void {
  const shown = answer as Shown[]
  assert.deepEqual(
    shown.map(({ id }) => id),
    comments.map(({ id }) => id),
    seen.what,
  )
  for (const [i, comment] of comments.entries()) sameComment(shown[i] as Shown, comment, seen)
}

const oldestFirst = (comments: ModelComment[]) => newestFirst(comments).reverse()

/** Threads as far as they go, with their tombstones. */
function sameThreads(answer: unknown[], comments: ModelComment[], seen: Seen): void {
  const { world } = seen
  sameComments(answer, comments, seen)
  for (const [i, comment] of comments.entries()) {
    const replies = repliesTo(world, comment).filter((reply) => isInThread(world, reply))
    sameThreads((answer[i] as Shown).replies?.data ?? [], oldestFirst(replies), seen)
  }
}

/** The comments of the whole site. */
export const lookingAtLatest: fc.Arbitrary<Deed> = fc
  .constantFrom(100, 1, 2)
  .map((limit) => async ({ world, desk, said }) => {
    said.push('readers list the latest comments')
    const seen = [...world.comments.values()].filter(({ articleId }) => isArticleSeen(world, articleId))
    const query = { limit: String(limit) }
    const items = await walk(desk, world, { path: '/v1/comments', query, as: 'anonymous' })
    sameComments(items, newestFirst(published(seen)), { world, what: 'the latest comments' })
  })

/** The comments of one article, and each by its id. */
export const lookingAtComments: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, view: fc.constantFrom('flat', 'tree'), limit: fc.constantFrom(100, 1) })
  .map(({ which, view, limit }) => async ({ world, desk, said }) => {
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    const what = `readers list the comments of ${nameOf(article)}, ${view}`
    said.push(what)
    const isSeen = isArticleSeen(world, article.id)
    const all = ofArticle(world.comments, article.id)
    const path = `/v1/articles/${article.slug}/comments`
    const query = { view, limit: String(limit), repliesLimit: '20' }
    if (!isSeen) assert.notEqual((await desk.read(world, path)).statusCode, 200, what)
    else {
      const items = await walk(desk, world, { path, query, as: 'anonymous' })
      const roots = all.filter((comment) => comment.depth === 0 && isInThread(world, comment))
      if (view === 'flat') sameComments(items, newestFirst(published(all)), { world, what })
      else sameThreads(items, newestFirst(roots), { world, what })
    }
    for (const comment of all) {
      const answer = await desk.read(world, `/v1/comments/${comment.id}`)
      assert.equal(answer.statusCode, isSeen && isInThread(world, comment) ? 200 : 404, 'one comment')
      if (answer.statusCode === 200) sameComment(answer.json(), comment, { world, what: 'one comment' })
    }
  })

/** What waits, and what was decided. */
export const lookingAtQueue: fc.Arbitrary<Deed> = fc
  .record({
    status: fc.constantFrom('pending', 'published', 'rejected', 'spam', 'deleted'),
    limit: fc.constantFrom(100, 1, 2),
  })
  .map(({ status, limit }) => async ({ world, desk, said }) => {
    said.push(`a moderator lists comments that are ${status}`)
    const query = { status, limit: String(limit) }
    const items = await walk(desk, world, { path: '/v1/moderation/comments', query, as: 'editor' })
    const expected = oldestFirst([...world.comments.values()].filter((one) => one.status === status))
    assert.deepEqual(
      items.map((shown) => (shown as Shown).id),
      expected.map(({ id }) => id),
      `comments that are ${status}`,
    )
  })

/** Readers see no more comments of an article than it counts. */
export const publishedComments = (world: World, articleId: string): ModelComment[] =>
  published(ofArticle(world.comments, articleId))

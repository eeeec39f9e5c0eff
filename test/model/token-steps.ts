// What is done and seen by whoever has a token and no key: authors change what they said, and a link shows what readers do not see.

import assert from 'node:assert/strict'
import type fc from 'fast-check'
import { sameArticle } from './compare-articles.ts'
import { sameComment } from './compare-comments.ts'
import { isArticleSeen } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick, type Scene, withCanary } from './step.ts'
import type { ModelComment } from './world.ts'

const minute = 60_000

/** A place of its own for each request, for no place may send many at one instant. */
export const ownPlace = (requests: number): string =>
  `10.${requests >> 16}.${(requests >> 8) & 255}.${requests & 255}`

/** Why its author may not change what is shown of it; undefined where it is changed. */
function refusedEdit({ world }: Scene, { articleId, createdAt }: ModelComment): 403 | 404 | undefined {
  if (!isArticleSeen(world, articleId)) return 404
  const isLate = Date.parse(world.now) >= Date.parse(createdAt) + 15 * minute
  return isLate || !world.articles.get(articleId)?.commentsOpen ? 403 : undefined
}

export const editingComment: fc.Arbitrary<Deed> = drawnNumber.map((which) => async (scene) => {
  const { world, desk, said } = scene
  const shown = [...world.comments.values()].filter(({ status }) => status === 'published')
  const comment = pick(shown.reverse(), which)
  if (comment === undefined) return
  const text = withCanary(world, 'What was meant: #')
  const expected = refusedEdit(scene, comment) ?? 200
  said.push(`the author changes a comment of ${comment.createdAt} → ${expected}`)
  const answer = await desk.write(
    {
      method: 'PATCH',
      url: `/v1/comments/${comment.id}`,
      payload: { body: text },
      headers: { 'comment-token': comment.editToken },
      remoteAddress: ownPlace(desk.requests),
    },
    '',
  )
  assert.equal(answer.statusCode, expected, answer.body)
  if (expected !== 200) return
  Object.assign(comment, { text, version: comment.version + 1, editToken: answer.json().editToken })
  sameComment(answer.json(), comment, { world, what: 'what its author has changed' })
})

export const linking: fc.Arbitrary<Deed> = drawnNumber.map((which) => async ({ world, desk, said }) => {
  const article = pick(world.articles.values(), which)
  if (article === undefined) return
  const expected = article.status === 'withdrawn' ? 409 : 201
  said.push(`make a preview link to ${nameOf(article)} → ${expected}`)
  const url = `/v1/articles/${article.id}/preview-links`
  const answer = await desk.write({ method: 'POST', url, payload: {} })
  assert.equal(answer.statusCode, expected, answer.body)
  if (expected === 201) world.links.push({ ...answer.json(), articleId: article.id })
})

/** What a link shows, which no other address shows. */
export const lookingByLink: fc.Arbitrary<Deed> = drawnNumber.map((which) => async ({ world, desk, said }) => {
  const link = pick(world.links, which)
  if (link === undefined) return
  const article = world.articles.get(link.articleId)
  const isOpen = article !== undefined && article.status !== 'withdrawn' && world.now < link.expiresAt
  said.push(`follow a preview link to ${article === undefined ? 'what was deleted' : nameOf(article)}`)
  desk.requests += 1
  const answer = await desk.test.send({ url: `/v1/previews/${link.token}` })
  assert.equal(answer.statusCode, isOpen ? 200 : 404, answer.body)
  if (isOpen) sameArticle(answer.json(), article, 'what a preview link shows')
})

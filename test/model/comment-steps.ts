// What readers write under articles, and what moderators make of it.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { actions, addComment, decide, refusedComment } from './changes-of-comments.ts'
import { sameComment } from './compare-comments.ts'
import { publicArticles } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick, withCanary } from './step.ts'
import { ownPlace } from './token-steps.ts'
import { ofArticle } from './world.ts'

const mostly = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false))

/** On the article itself, in answer to one of its comments, or to one of another article. */
const drawnAnswered = fc.option(
  fc.record({
    which: drawnNumber,
    isOfAny: mostly.map((isOwn) => !isOwn),
  }),
  { nil: undefined },
)

export const commenting: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, isOpen: mostly, answered: drawnAnswered, bySlug: fc.boolean() })
  .map(({ which, isOpen, answered: drawn, bySlug }) => async ({ world, desk, said }) => {
    const open = isOpen ? publicArticles(world) : []
    const article = pick(open, which) ?? pick(world.articles.values(), which)
    if (article === undefined) return
    const choice = drawn?.isOfAny ? world.comments.values() : ofArticle(world.comments, article.id)
    const answered = drawn && pick(choice, drawn.which)
    const body = withCanary(world, 'The ferry, again. #')
    const expected = refusedComment(world, article, answered) ?? 201
    const what = answered ? `in answer to a ${answered.status} comment` : 'on the article'
    said.push(`comment on ${nameOf(article)}, ${what} → ${expected}`)
    const url = `/v1/articles/${bySlug ? article.slug : article.id}/comments`
    const payload = { authorName: 'Mira', body, ...(answered && { parentId: answered.id }) }
    const remoteAddress = ownPlace(desk.requests)
    const answer = await desk.write({ method: 'POST', url, payload, remoteAddress }, '')
    assert.equal(answer.statusCode, expected, answer.body)
    if (expected !== 201) return
    const { id, editToken } = answer.json()
    const comment = addComment(world, { id, article, answered, text: body, editToken })
    sameComment(answer.json(), comment, { world, what: 'what was posted' })
  })

export const moderating: fc.Arbitrary<Deed> = fc
  .record({
    which: drawnNumber,
    action: fc.constantFrom(...actions),
    isStale: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  })
  .map(({ which, action, isStale }) => async ({ world, desk, said }) => {
    const comment = pick(world.comments.values(), which)
    if (comment === undefined) return
    const version = comment.version + (isStale ? 1 : 0)
    const before = comment.status
    const expected = isStale ? 412 : decide(comment, action)
    said.push(`${action} a ${before} comment${isStale ? ', of another version' : ''} → ${expected}`)
    const url = `/v1/moderation/comments/${comment.id}/actions`
    const answer = await desk.write({ method: 'POST', url, payload: { action, version } })
    assert.equal(answer.statusCode, expected, answer.body)
    if (expected !== 200) return
    assert.equal(answer.json().status, comment.status)
    assert.equal(answer.json().version, comment.version)
  })

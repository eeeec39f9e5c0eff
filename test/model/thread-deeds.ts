// What readers and moderators do under one article, drawn. A deed says in words what it did, and whether it was accepted.

import fc from 'fast-check'
import { pick } from './step.ts'
import { addressOf, ask, canaryIn, type Scene, type Told } from './thread-scene.ts'

export interface Done {
  what: string
  accepted: boolean
}

/** Something done by one of those who act at once; each is another reader. */
export type ThreadDeed = (scene: Scene, place: number) => Promise<Done | undefined>

/** Mostly one of the first few, so that much happens to the same ones. */
const drawn = fc.oneof({ weight: 2, arbitrary: fc.nat({ max: 2 }) }, fc.nat({ max: 9 }))
const readersAtOnce = 8

/** Few readers, so that they meet their own votes again; none acts twice at once. */
const readerAt = (place: number, which: number): number => (which % 3) * readersAtOnce + place

const done = (what: string, { statusCode }: { statusCode: number }, comment?: Told): Done => ({
  what: `${what}${comment === undefined ? '' : ` a ${comment.status} comment, ${comment.id.slice(-4)}`} → ${statusCode}`,
  accepted: statusCode < 300,
})

const posting: fc.Arbitrary<ThreadDeed> = fc
  .record({ answered: fc.option(drawn, { freq: 4 }), which: drawn, mail: fc.boolean(), links: fc.boolean() })
  .map(({ answered, which, mail, links }) => async (scene, place) => {
    const parent = answered === null ? undefined : pick(scene.comments.values(), answered)
    const answer = await scene.test.send({
      method: 'POST',
      url: `/v1/articles/${scene.article.slug}/comments`,
      payload: {
        body: `${canaryIn(scene)}${links ? ' https://a.example https://b.example' : ''}`,
        authorName: 'Mira',
        ...(mail && { authorEmail: `mira${which % 2}@mail.example` }),
        ...(parent !== undefined && { parentId: parent.id }),
      },
      // From a place of its own each, for no place may send many at one instant.
      remoteAddress: `10.1.${scene.canaries >> 8}.${scene.canaries & 255}`,
    })
    if (answer.statusCode < 300) scene.tokens.set(answer.json().id, answer.json().editToken)
    return done(`${place}: post${parent ? ' in answer to' : ''}`, answer, parent)
  })

const editing: fc.Arbitrary<ThreadDeed> = fc
  .record({ which: drawn, links: fc.boolean() })
  .map(({ which, links }) => async (scene, place) => {
    const comment = pick(scene.comments.values(), which)
    if (comment === undefined) return undefined
    const answer = await scene.test.send({
      method: 'PATCH',
      url: `/v1/comments/${comment.id}`,
      headers: { 'comment-token': scene.tokens.get(comment.id) ?? '' },
      payload: { body: `${canaryIn(scene)}${links ? ' https://a.example https://b.example' : ''}` },
      remoteAddress: `10.2.${scene.canaries >> 8}.${scene.canaries & 255}`,
    })
    if (answer.statusCode === 200) scene.tokens.set(comment.id, answer.json().editToken)
    return done(`${place}: edit`, answer, comment)
  })

const removing: fc.Arbitrary<ThreadDeed> = drawn.map((which) => async (scene, place) => {
  const comment = pick(scene.comments.values(), which)
  if (comment === undefined) return undefined
  const answer = await scene.test.send({
    method: 'DELETE',
    url: `/v1/comments/${comment.id}`,
    headers: { 'comment-token': scene.tokens.get(comment.id) ?? '' },
  })
  return done(`${place}: its author deletes`, answer, comment)
})

const reacting: fc.Arbitrary<ThreadDeed> = fc
  .record({ which: drawn, reader: drawn, kind: fc.constantFrom('up', 'down', null) })
  .map(({ which, reader: drawnReader, kind }) => async (scene, place) => {
    const comment = pick(scene.comments.values(), which)
    if (comment === undefined) return undefined
    const reader = readerAt(place, drawnReader)
    const answer = await scene.test.send({
      method: kind === null ? 'DELETE' : 'PUT',
      url: `/v1/comments/${comment.id}/reaction`,
      ...(kind !== null && { payload: { reaction: kind } }),
      remoteAddress: addressOf(reader),
    })
    const votes = scene.votes.get(comment.id) ?? new Map<number, 'up' | 'down'>()
    scene.votes.set(comment.id, votes)
    if (answer.statusCode < 300 && kind !== null) votes.set(reader, kind as 'up' | 'down')
    if (answer.statusCode < 300 && kind === null) votes.delete(reader)
    return done(`${place}: reader ${reader} is ${kind ?? 'neither for nor against'}`, answer, comment)
  })

const reporting: fc.Arbitrary<ThreadDeed> = fc
  .record({ which: drawn, reader: drawn })
  .map(({ which, reader: drawnReader }) => async (scene, place) => {
    const comment = pick(scene.comments.values(), which)
    if (comment === undefined) return undefined
    const reader = readerAt(place, drawnReader)
    const answer = await scene.test.send({
      method: 'POST',
      url: `/v1/comments/${comment.id}/reports`,
      payload: { reason: 'rude' },
      remoteAddress: addressOf(reader),
    })
    const reports = scene.reports.get(comment.id) ?? new Set()
    scene.reports.set(comment.id, reports)
    if (answer.statusCode < 300) reports.add(reader)
    return done(`${place}: reader ${reader} reports`, answer, comment)
  })

const actions = ['approve', 'reject', 'spam', 'hold', 'notSpam', 'restore', 'delete', 'pin', 'unpin'] as const

const deciding: fc.Arbitrary<ThreadDeed> = fc
  .record({ which: drawn, action: fc.constantFrom(...actions, 'pin', 'pin', 'approve') })
  .map(({ which, action }) => async (scene, place) => {
    const comment = pick(scene.comments.values(), which)
    if (comment === undefined) return undefined
    const url = `/v1/moderation/comments/${comment.id}/actions`
    const payload = { action, version: comment.version }
    const answer = await ask(scene, { method: 'POST', url, payload })
    return done(`${place}: ${action}`, answer, comment)
  })

const erasing: fc.Arbitrary<ThreadDeed> = fc
  .record({ which: drawn, byMail: fc.boolean() })
  .map(({ which, byMail }) => async (scene, place) => {
    const comment = pick(scene.comments.values(), which)
    if (comment === undefined) return undefined
    const token = scene.tokens.get(comment.id) ?? ''
    const payload = byMail ? { email: `mira${which % 2}@mail.example` } : { comment: comment.id, token }
    const answer = await ask(scene, { method: 'POST', url: '/v1/privacy/erase', payload })
    // Of nobody's comments there are none.
    const accepted = answer.statusCode === 200 && answer.json().erased > 0
    return {
      ...done(`${place}: erase ${byMail ? 'what came from an address, or' : ''}`, answer, comment),
      accepted,
    }
  })

const ruling: fc.Arbitrary<ThreadDeed> = fc
  .record(
    {
      mode: fc.constantFrom('post', 'pre', 'pre', 'closed', null),
      reportThreshold: fc.constantFrom(0, 1, 2, null),
      reactions: fc.boolean(),
      maxDepth: fc.constantFrom(0, 1, 2, null),
      maxLinks: fc.constantFrom(0, 1, null),
    },
    { requiredKeys: [] },
  )
  .map((commentSettings) => async (scene, place) => {
    const answer = await scene.test.send({
      method: 'PATCH',
      url: `/v1/articles/${scene.article.id}`,
      key: scene.key,
      headers: { 'if-match': '*' },
      payload: { commentSettings },
    })
    return done(`${place}: rule ${JSON.stringify(commentSettings)}`, answer)
  })

export const deeds: fc.Arbitrary<ThreadDeed> = fc.oneof(
  { weight: 7, arbitrary: posting },
  { weight: 6, arbitrary: editing },
  { weight: 2, arbitrary: removing },
  { weight: 4, arbitrary: reacting },
  { weight: 4, arbitrary: reporting },
  { weight: 8, arbitrary: deciding },
  { weight: 1, arbitrary: erasing },
  { weight: 2, arbitrary: ruling },
)

// What the clock does, and what those do who may not.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { settle } from './changes-of-articles.ts'
import { noteWhatIsSeen } from './readers.ts'
import { type Deed, drawnNumber, nameOf, pick, type Scene } from './step.ts'

const minute = 60_000

/** Time goes by; what that makes due is done at once, or with a later step. */
export const waiting: fc.Arbitrary<Deed> = fc
  .record({
    milliseconds: fc.constantFrom(1, 1000, 10 * minute, 30 * minute, 60 * minute, 90 * minute),
    isSettled: fc.oneof(
      { weight: 1, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  })
  .map(({ milliseconds, isSettled }) => async (scene) => {
    const { world, desk, said } = scene
    said.push(`wait ${milliseconds / 1000} s${isSettled ? '' : ', and leave undone what is due'}`)
    desk.test.clock.advance(milliseconds)
    world.now = desk.test.clock.now().toISOString()
    world.isSettled = false
    noteWhatIsSeen(world)
    if (isSettled) await settling(scene)
  })

export async function settling({ world, desk }: Scene): Promise<void> {
  await desk.test.settle()
  settle(world)
}

const forbidden = [
  { method: 'PATCH', path: '', payload: { headline: 'Not mine to change' }, scope: 'pictures' },
  { method: 'DELETE', path: '', payload: undefined, scope: 'pictures' },
  { method: 'POST', path: '/publish', payload: {}, scope: 'reporter' },
  { method: 'POST', path: '/unpublish', payload: {}, scope: 'reporter' },
  { method: 'POST', path: '/withdraw', payload: { reason: 'Not mine to say' }, scope: 'reporter' },
] as const

/** Somebody without a key, or with one that may do something else, tries to change an article. */
export const trying: fc.Arbitrary<Deed> = fc
  .record({ which: drawnNumber, what: fc.constantFrom(...forbidden), hasKey: fc.boolean() })
  .map(({ which, what: { method, path, payload, scope }, hasKey }) => async ({ world, desk, said }) => {
    const article = pick(world.articles.values(), which)
    if (article === undefined) return
    const expected = hasKey ? 403 : 401
    said.push(
      `try ${method} ${path} of ${nameOf(article)} with ${hasKey ? 'a wrong' : 'no'} key → ${expected}`,
    )
    const url = `/v1/articles/${article.id}${path}`
    const headers = { 'if-match': '*' }
    const request = { method, url, headers, ...(payload !== undefined && { payload }) }
    const answer = await desk.write(request, hasKey ? desk.keys[scope] : '')
    assert.equal(answer.statusCode, expected, answer.body)
  })

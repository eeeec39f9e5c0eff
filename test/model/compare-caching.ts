// What a cache keeps: an answer read before is still good exactly as long as the same would be answered again.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Deed, pick } from './step.ts'

/** By its tag, an answer is confirmed if and only if nothing in it has changed; by its date, only if nothing has. */
export const revalidating: fc.Arbitrary<Deed> = fc
  .record({ which: fc.nat({ max: 50 }), byDate: fc.boolean() })
  .map(({ which, byDate }) => async ({ world, desk, said }) => {
    const [url, kept] = pick(desk.kept, which) ?? []
    if (url === undefined || kept === undefined) return
    if (byDate && kept.lastModified === undefined) return
    said.push(`a cache asks whether GET ${url} is as it was, by its ${byDate ? 'date' : 'tag'}`)
    const headers = byDate
      ? { 'if-modified-since': String(kept.lastModified) }
      : { 'if-none-match': kept.etag }
    const answer = await desk.test.send({ url, headers })
    const now = await desk.read(world, url)
    const isSame = now.body === kept.body
    if (byDate) assert.ok(answer.statusCode !== 304 || isSame, `GET ${url} is said to be as it was`)
    else assert.equal(answer.statusCode === 304, isSame, `whether GET ${url} is as it was`)
  })

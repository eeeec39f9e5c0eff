import t from 'tap'
import { open } from '../../src/db/index.ts'
import { deriveKey, instanceSecret } from '../../src/db/secret.ts'
import { eachDatabase } from '../support/each-database.ts'

const now = new Date('2026-11-24T08:00:00.000Z')

eachDatabase('the instance secret', (t, db, url) => {
  t.test('is one for all that ask for it first at once, and stays', async (t) => {
    const others = await Promise.all([open(url), open(url), open(url)])
    const secrets = await Promise.all([db, ...others].map((each) => instanceSecret(each, now)))
    await Promise.all(others.map((each) => each.close()))
    const [first] = secrets
    t.equal(first?.length, 32)
    for (const secret of secrets) t.same(secret, first)
    t.same(await instanceSecret(db, now), first)
  })
})

t.test('keys of two purposes or two secrets differ, and one is always the same', async (t) => {
  const [secret, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  t.equal(deriveKey(secret, 'cursor').length, 32)
  t.same(deriveKey(secret, 'cursor'), deriveKey(secret, 'cursor'))
  t.notSame(deriveKey(secret, 'cursor'), deriveKey(secret, 'preview'))
  t.notSame(deriveKey(secret, 'cursor'), deriveKey(other, 'cursor'))
  t.notSame(deriveKey(secret, 'cursor'), secret)
})

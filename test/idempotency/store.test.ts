import t from 'tap'
import { claimOf, parseKey, seal, unseal } from '../../src/idempotency/claim.ts'
import { idempotencyStore } from '../../src/idempotency/store.ts'
import { clockAt } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

const installation = Buffer.alloc(32, 7)
const request = {
  token: 'Bearer t',
  caller: 'key-1',
  method: 'POST',
  url: '/v1/articles',
  expected: '',
  body: { headline: 'One' },
}
const minute = 60_000

eachDatabase('a request whose server died', async (t, db) => {
  const clock = clockAt('2026-11-24T09:00:00.000Z')
  const store = idempotencyStore(db, clock.now)
  const claim = (key: string) => store.claim(claimOf(key, request, installation))
  const held = async (key: string) => {
    const claimed = await claim(key)
    if (!('held' in claimed)) throw new Error('It was answered already.')
    return claimed.held
  }

  t.test('before its effect is carried out by the next one, and only by that', async (t) => {
    const dead = await held('one')
    await t.rejects(claim('one'), { code: 'idempotency_key_running' })
    clock.advance(minute)
    const next = await held('one')
    // The first one, alive after all, is rolled back.
    await t.rejects(
      db.write((tx) => store.noteEffect(tx, dead)),
      { code: 'idempotency_key_running' },
    )
    await db.write((tx) => store.noteEffect(tx, next))
    await store.keep(next, { status: 201, headers: {}, body: '{}' })
    t.same(await claim('one'), { answer: { status: 201, headers: {}, body: '{}' } })
  })

  t.test('after its effect is not carried out again, and says that its answer is lost', async (t) => {
    const dead = await held('two')
    await db.write((tx) => store.noteEffect(tx, dead))
    await t.rejects(claim('two'), { code: 'idempotency_key_running' })
    clock.advance(minute)
    await t.rejects(claim('two'), { code: 'idempotency_answer_lost' })
  })

  t.test('notes its effect in the transaction of the effect itself', async (t) => {
    const mine = await held('three')
    const statuses = async () =>
      (await db.read.select().from(db.tables.idempotencyKeys))
        .filter(({ scope }) => scope === mine.scope)
        .map(({ status }) => status)
    const effect = (fails: boolean) =>
      db.alongside(
        (tx) => store.noteEffect(tx, mine),
        () =>
          db.write(async () => {
            if (fails) throw new Error('The effect failed.')
          }),
      )
    await t.rejects(effect(true), { message: 'The effect failed.' })
    t.same(await statuses(), ['running'])
    await effect(false)
    t.same(await statuses(), ['committed'])
  })
})

t.test('an answer', async (t) => {
  t.test('opens for its own caller only', async (t) => {
    const own = claimOf('k', request, installation)
    const sealed = seal('secret', own.secret)
    t.equal(unseal(sealed, own.secret), 'secret')
    for (const other of [
      claimOf('k', { ...request, token: 'Bearer other' }, installation),
      claimOf('l', request, installation),
      claimOf('k', request, Buffer.alloc(32, 8)),
    ])
      t.equal(unseal(sealed, other.secret), undefined)
  })

  t.test('is kept under a scope that no two requests share by the way they are written', async (t) => {
    const scope = (key: string, caller: string) => claimOf(key, { ...request, caller }, installation).scope
    t.not(scope('ab', 'c'), scope('b', 'ca'))
    t.equal(parseKey('"a\\"b"'), parseKey('a"b'))
  })
})

import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

eachDatabase('an application that keeps answers', async (t, db, url) => {
  const keeping = await appOn(t, db)
  const plain = await appOn(t, db, { DATELINE_RESPONSE_CACHE_BYTES: '0' })
  const elsewhere = await open(url)
  t.teardown(() => elsewhere.close())
  const other = await appOn(t, elsewhere)
  const key = await keeping.key()

  const addresses = [
    '/v1/articles',
    '/v1/articles?count=exact&include=mediaCredits,quotes,comments',
    '/v1/articles/kept?include=mediaCredits,comments',
    '/v1/articles/kept/comments',
    '/v1/media-credits',
    '/v1/quotes',
    '/v1/comments',
  ]
  /** Twice, so that the second one is kept; each compared with the answer that is always read afresh. */
  const compare = async (step: string) => {
    for (const address of [...addresses, ...addresses]) {
      const [kept, fresh] = [await keeping.send({ url: address }), await plain.send({ url: address })]
      t.equal(kept.statusCode, fresh.statusCode, `${step}: ${address}`)
      if (kept.statusCode === 200) t.equal(kept.body, fresh.body, `${step}: ${address}`)
      for (const name of ['etag', 'cache-control', 'vary', 'content-type', 'link'])
        t.equal(kept.headers[name], fresh.headers[name], `${step}: ${name} of ${address}`)
    }
  }
  const advance = (milliseconds: number) => {
    for (const { clock } of [keeping, plain, other]) clock.advance(milliseconds)
  }
  const send = async (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    payload: object = {},
    by = keeping,
  ) => {
    const headers = { 'if-match': '*' }
    const answer = await by.send({ method, url: path, key, payload, headers })
    t.ok(answer.statusCode < 300, `${method} ${path}: ${answer.statusCode}`)
    return answer.statusCode === 204 ? {} : answer.json()
  }

  t.test('answers what one does that keeps none, whatever changes', async () => {
    await compare('nothing')
    const { id } = await send('POST', '/v1/articles', { headline: 'Kept' })
    await compare('a draft')
    await send('POST', `/v1/articles/${id}/publish`)
    await compare('published')
    const { id: creditId } = await send('POST', '/v1/media-credits', {
      articleId: id,
      role: 'lead',
      creditLine: 'Photo by Ada Ferris/AP',
      rightsExpireAt: '2026-11-24T10:00:00Z',
    })
    await compare('a credit')
    await send('POST', '/v1/articles/kept/comments', { authorName: 'Mira', body: 'First.' })
    await compare('a comment')
    await send('PATCH', `/v1/media-credits/${creditId}`, { caption: 'The bridge.' })
    await compare('a caption')
    advance(3_600_000)
    await compare('rights that ran out, by the clock alone')
    await send('PATCH', `/v1/articles/${id}`, { embargoUntil: '2026-11-24T12:00:00Z' })
    await compare('an embargo')
    advance(7_200_000)
    await compare('the end of the embargo, by the clock alone')
    await send('DELETE', `/v1/articles/${id}`)
    await compare('gone')
  })

  t.test('sees what another process commits', async (t) => {
    await compare('before')
    const { id } = await send('POST', '/v1/articles', { headline: 'Elsewhere' }, other)
    await send('POST', `/v1/articles/${id}/publish`, {}, other)
    const isSeen = async () => (await keeping.send({ url: `/v1/articles/${id}` })).statusCode === 200
    await nextTurn()
    if (db.engine === 'sqlite') t.ok(await isSeen(), 'at once')
    const listed = async () =>
      (await keeping.send({ url: '/v1/articles' })).json().data.some((one: { id: string }) => one.id === id)
    // PostgreSQL tells nobody of a commit: a node asks again after half a second.
    for (let tries = 0; tries < 100 && !(await listed()); tries++) await wait(10)
    t.ok(await listed())
  })

  t.test('keeps the bytes of each coding, and gives 304 of them', async (t) => {
    const headers = { 'accept-encoding': 'gzip' }
    const read = (more: Record<string, string> = {}) =>
      keeping.app.inject({ url: '/v1/articles?include=quotes', headers: { ...headers, ...more } })
    const [first, second] = [await read(), await read()]
    t.same(second.rawPayload, first.rawPayload)
    t.equal(second.headers['content-length'], first.headers['content-length'])
    const same = await read({ 'if-none-match': String(first.headers.etag) })
    t.equal(same.statusCode, 304)
    t.equal(same.body, '')
    t.equal(same.headers.etag, first.headers.etag)
    t.equal(same.headers['cache-control'], first.headers['cache-control'])
    t.notOk('content-type' in same.headers)
  })

  t.test('keeps what a conditional request was told of only', async (t) => {
    const url = '/v1/articles?limit=3'
    const { etag } = (await plain.send({ url })).headers
    const headers = { 'if-none-match': String(etag) }
    for (const time of ['read', 'kept']) {
      const answer = await keeping.send({ url, headers })
      t.equal(answer.statusCode, 304, time)
      t.equal(answer.body, '', time)
      t.equal(answer.headers.etag, etag, time)
    }
    t.equal((await keeping.send({ url })).body, (await plain.send({ url })).body, 'whole')
  })

  t.test('gives nobody what was made for a key, nor a key what was made for nobody', async (t) => {
    await send('POST', '/v1/articles', { headline: 'A draft' })
    const own = await keeping.send({ url: '/v1/articles/a-draft', key })
    t.equal(own.statusCode, 200)
    t.equal((await keeping.send({ url: '/v1/articles/a-draft' })).statusCode, 404)
    t.equal((await keeping.send({ url: '/v1/articles/a-draft', key })).statusCode, 200)
    t.equal((await keeping.send({ url: '/v1/articles', key: 'dl_wrong' })).statusCode, 401)
  })
})

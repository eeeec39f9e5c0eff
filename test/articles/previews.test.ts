import { previewTokens } from '../../src/articles/preview-token.ts'
import { deriveKey, instanceSecret } from '../../src/db/secret.ts'
import { eachApp } from '../support/app.ts'
import { articleDesk, comparable, unknownArticle } from '../support/articles.ts'

const hour = 3_600_000
const body = { blocks: [{ type: 'paragraph', text: '“Not a word yet,” Mayor Ingrid Solheim said.' }] }

eachApp('a preview link', async (t, test) => {
  const desk = await articleDesk(test)
  const link = async (id: string, payload: object = {}) =>
    (await desk.post(`/v1/articles/${id}/preview-links`, payload)).json()
  const preview = (token: string, key?: string) => test.send({ url: `/v1/previews/${token}`, key })
  const unknown = async () => comparable(await preview('dp_unknown'))
  const later = () => new Date(test.clock.now().getTime() + hour).toISOString()

  t.test('shows one article as it is now, in whatever status, to whoever has it', async (t) => {
    const { id } = await desk.create({ headline: 'First words', body })
    const made = await desk.post(`/v1/articles/${id}/preview-links`, {})
    t.equal(made.statusCode, 201)
    const { token, url, expiresAt } = made.json()
    t.match(token, /^dp_[\w-]{51}$/)
    t.equal(url, `https://news.example/v1/previews/${token}`)
    t.equal(made.headers.location, url)
    t.equal(made.headers['cache-control'], 'private, no-store')
    t.equal(expiresAt, '2026-11-25T09:00:00.000Z')

    const seen = await preview(token)
    t.equal(seen.statusCode, 200)
    t.match(seen.headers, { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
    t.notOk(seen.headers.etag)
    t.match(seen.json(), {
      id,
      headline: 'First words',
      status: 'draft',
      body,
      mediaCredits: [],
      quotes: [{ speaker: { name: 'Ingrid Solheim' } }],
    })
    await desk.patch(id, { headline: 'Second words', embargoUntil: later() })
    t.match((await preview(token)).json(), { headline: 'Second words', status: 'draft' })
    await desk.act(id, 'schedule', { publishAt: later() })
    t.match((await preview(token)).json(), { status: 'scheduled' })
    await desk.act(id, 'publish')
    t.match((await preview(token)).json(), { status: 'published', embargoUntil: later() })
    await desk.act(id, 'unpublish')
    t.match((await preview(token)).json(), { status: 'unpublished' })
    for (const path of ['', '/quotes', '/media-credits', '/related'])
      t.equal((await desk.read(`/v1/articles/${id}${path}`)).statusCode, 404, `and opens no ${path}`)
  })

  t.test('shows nothing that readers would not see of a published article', async (t) => {
    const rightsExpireAt = new Date(test.clock.now().getTime() + 1000).toISOString()
    const { id, slug } = await desk.create({ headline: 'Pictured', body })
    const credit = async (more: object) =>
      (
        await desk.post('/v1/media-credits', {
          articleId: id,
          mediaUrl: 'https://pictures.example/a.jpg',
          ...more,
        })
      ).json()
    const kept = await credit({ creditLine: 'Nell Varga/AP' })
    const ended = await credit({
      role: 'lead',
      caption: 'Canary at sea',
      creditLine: 'Canary/UPI',
      rightsExpireAt,
    })
    await desk.patch(id, {
      body: {
        blocks: [...body.blocks, ...[kept, ended].map((one) => ({ type: 'image', mediaCreditId: one.id }))],
      },
    })
    const { token } = await link(id)
    t.match((await preview(token)).body, /Canary at sea/)
    test.clock.advance(1000)
    const [quote] = (await desk.readByKey(`/v1/articles/${id}/quotes`)).json().data
    const [url, headers] = [`/v1/quotes/${quote.id}`, { 'if-match': '*' }]
    await test.send({ method: 'DELETE', url, key: desk.key, headers })
    const reader = await preview(token)
    const editor = await preview(token, desk.key)
    t.notMatch(reader.body, /canary/i)
    t.same(editor.json(), reader.json(), 'a key sees no more of it')
    t.match(reader.json(), { leadMedia: null, mediaCredits: [{ id: kept.id }], quotes: [] })

    await desk.act(id, 'publish')
    const published = (await desk.read(`/v1/articles/${slug}?include=mediaCredits,quotes`)).json()
    t.same((await preview(token)).json(), published)
  })

  t.test('shows nothing of any other article', async (t) => {
    const { id } = await desk.create({ headline: 'Shared', body, section: 'Local', tags: ['shared'] })
    const other = await desk.create({
      headline: 'Canary of the desk',
      body,
      section: 'Local',
      tags: ['shared'],
    })
    await desk.post('/v1/media-credits', { articleId: other.id, creditLine: 'Canary/UPI' })
    const { token } = await link(id)
    t.notMatch((await preview(token)).body, /canary/i)
    for (const query of ['?include=comments', '?fields=id', '?article=x'])
      t.equal((await desk.read(`/v1/previews/${token}${query}`)).statusCode, 400)
    for (const path of ['comments', 'quotes', other.id])
      t.equal((await desk.read(`/v1/previews/${token}/${path}`)).statusCode, 404)
    const comment = { authorName: 'Ada', body: 'First!' }
    for (const path of [`/v1/previews/${token}`, `/v1/previews/${token}/comments`]) {
      const posted = await test.app.inject({ method: 'POST', url: path, payload: comment })
      t.ok([404, 405].includes(posted.statusCode), path)
    }
  })

  t.test('ends at its instant, and is then as unknown as any', async (t) => {
    const { id } = await desk.create({ headline: 'For an hour' })
    const { token, expiresAt } = await link(id, { expiresIn: 3600 })
    t.equal(expiresAt, later())
    test.clock.advance(hour - 1)
    t.equal((await preview(token)).statusCode, 200)
    test.clock.advance(1)
    t.same(comparable(await preview(token)), await unknown())
  })

  t.test('ends with the article, deleted or withdrawn, also where readers get a tombstone', async (t) => {
    const deleted = await desk.create({ headline: 'Deleted' })
    const killed = await desk.publish({ headline: 'Killed canary' })
    const links = [await link(deleted.id), await link(killed.id)]
    const [url, headers] = [`/v1/articles/${deleted.id}`, { 'if-match': '*' }]
    await test.send({ method: 'DELETE', url, key: desk.key, headers })
    await desk.act(killed.id, 'withdraw', { reason: 'Canary reason.' })
    t.equal((await desk.read(`/v1/articles/${killed.id}`)).statusCode, 410)
    for (const { token } of links) t.same(comparable(await preview(token)), await unknown())
    const refused = await desk.post(`/v1/articles/${killed.id}/preview-links`, {})
    t.equal(refused.statusCode, 409)
  })

  t.test(
    'cannot be made up: not by a flipped bit, another spelling, another key or another end',
    async (t) => {
      const { id } = await desk.create({ headline: 'Unforged' })
      const { token } = await link(id)
      const bytes = Buffer.from(token.slice(3), 'base64url')
      const flipped = Array.from({ length: bytes.length }, (_, at) => {
        const copy = Buffer.from(bytes)
        copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
        return `dp_${copy.toString('base64url')}`
      })
      const next = String.fromCharCode(token.charCodeAt(token.length - 1) + 1)
      const end = new Date(test.clock.now().getTime() + hour)
      const secret = await instanceSecret(test.db, test.clock.now())
      const forged = [
        ...flipped,
        token.slice(0, -1) + next,
        token.slice(0, -1),
        `${token}A`,
        `${token}=`,
        token.slice(3),
        `dl_${token.slice(3)}`,
        id,
        previewTokens(deriveKey(secret, 'cursor')).write(id, end),
      ]
      const answer = await unknown()
      for (const one of forged) t.same(comparable(await preview(encodeURIComponent(one))), answer, one)
      t.equal((await preview(previewTokens(deriveKey(secret, 'preview')).write(id, end))).statusCode, 200)
    },
  )

  t.test('is made by who writes, for a minute to thirty days, of an article that is there', async (t) => {
    const { id } = await desk.create({ headline: 'Guarded' })
    const url = `/v1/articles/${id}/preview-links`
    for (const expiresIn of [59, 2_592_001, 0.5, '60', null])
      t.equal((await desk.post(url, { expiresIn })).statusCode, 422, String(expiresIn))
    t.equal((await link(id, { expiresIn: 2_592_000 })).expiresAt, '2026-12-24T10:00:01.000Z')
    t.equal((await desk.post(`${unknownArticle}/preview-links`, {})).statusCode, 404)
    for (const key of [undefined, await test.key('articles:read', 'media:write')]) {
      const send = (url: string) => test.send({ method: 'POST', url, key, payload: {} })
      const [real, none] = [await send(url), await send(`${unknownArticle}/preview-links`)]
      t.equal(real.statusCode, key === undefined ? 401 : 403)
      t.same(comparable(real), comparable(none))
    }
  })

  t.test('changes nothing: no version, no revision, no event', async (t) => {
    const { id } = await desk.create({ headline: 'Untouched' })
    await preview((await link(id)).token)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { version: 1 })
    t.equal((await desk.readByKey(`/v1/articles/${id}/revisions`)).json().data.length, 1)
  })
})

import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Test } from 'tap'
import { renditionForm, type ShownArticle, toRendition } from '../../src/articles/rendition.ts'
import { articleFields } from '../../src/articles/schema.ts'
import { markQuietChange } from '../../src/db/quiet-changes.ts'
import { renditions } from '../../src/stores.ts'
import { eachApp, type TestApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

const every = `fields=${articleFields.join(',')}`
const listed = `fields=${articleFields.filter((name) => name !== 'body').join(',')}`

/** Who names every field asks for the same, and is answered from the rows. */
async function holdToRows(t: Test, { send }: TestApp, id: string, what: string): Promise<void> {
  const both = async (path: string, fields: string) => {
    const asked = path.includes('?') ? '&' : '?'
    return [await send({ url: path }), await send({ url: `${path}${asked}${fields}` })] as const
  }
  for (const [path, fields] of [
    [`/v1/articles/${id}`, every],
    [`/v1/articles/${id}?include=mediaCredits`, every],
    ['/v1/articles', listed],
    ['/v1/articles?include=mediaCredits&section=local', listed],
    ['/v1/articles?sort=updatedAt&count=exact&limit=1', listed],
  ] as const) {
    const [rendered, fromRows] = await both(path, fields)
    t.equal(rendered.statusCode, fromRows.statusCode, `${what}: ${path}`)
    const { requestId: _, instance: __, ...shown } = rendered.json()
    const { requestId: ___, instance: ____, ...expected } = fromRows.json()
    t.same(shown, expected, `${what}: ${path}`)
  }
}

eachApp('what readers are shown of an article', async (t, test) => {
  const desk = await articleDesk(test)
  const { articleRenditions } = test.db.tables
  const renditionOf = async (id: string) => {
    const isIts = eq(articleRenditions.articleId, id)
    return (await test.db.read.select().from(articleRenditions).where(isIts))[0]
  }
  const send = (method: 'PATCH' | 'DELETE', url: string, payload?: object) =>
    test.send({
      method,
      url,
      key: desk.key,
      headers: { 'if-match': '*' },
      ...(payload && { payload }),
    })

  t.test('is what its rows say, whatever happens to it', async (t) => {
    const { id } = await desk.create({
      headline: 'Bridge “reopens” – \u{1f309}',
      section: 'Local',
      tags: ['bridge'],
      authors: [{ name: 'Ada Ferris', title: 'Reporter' }],
      dateline: { text: 'OSLO (AP) —' },
    })
    const credit = async (body: object) =>
      (await desk.post('/v1/media-credits', { articleId: id, ...body })).json().id
    const first = await credit({ mediaUrl: 'https://media.example/1.jpg', caption: 'One', role: 'lead' })
    const second = await credit({
      mediaUrl: 'https://media.example/2.jpg',
      creditLine: 'Mira Holt/AFP',
      rightsExpireAt: '2026-11-24T10:00:00Z',
    })
    const comment = () =>
      test.send({
        method: 'POST',
        url: `/v1/articles/${id}/comments`,
        payload: { authorName: 'Reader', body: `Number ${test.clock.now().getTime()}` },
      })
    const blocks = [
      { type: 'paragraph', text: 'It holds.' },
      { type: 'image', mediaCreditId: first },
      { type: 'image', mediaCreditId: second },
    ]
    const steps: [string, () => Promise<unknown>][] = [
      ['a draft', async () => {}],
      ['published', () => desk.act(id, 'publish')],
      ['its pictures in the text', () => desk.patch(id, { body: { blocks } })],
      ['renamed', () => desk.patch(id, { slug: 'a-bridge', headline: 'A bridge' })],
      ['at home elsewhere', () => desk.patch(id, { canonicalUrl: 'https://elsewhere.example/bridge' })],
      ['a caption changed', () => send('PATCH', `/v1/media-credits/${first}`, { caption: 'Another' })],
      ['another lead', () => send('PATCH', `/v1/media-credits/${second}`, { role: 'lead' })],
      ['a comment', comment],
      ['corrected', () => desk.act(id, 'corrections', { kind: 'correction', text: 'It was Tuesday.' })],
      ['at the end of a right', async () => test.clock.advance(3_600_000)],
      ['once that is settled', test.settle],
      ['a credit gone', () => send('DELETE', `/v1/media-credits/${first}`)],
      ['closed for comments', () => desk.patch(id, { commentsOpen: false })],
      ['under embargo', () => desk.patch(id, { embargoUntil: '2026-11-24T11:00:00Z' })],
      ['at the end of the embargo', async () => test.clock.advance(3_600_000)],
      ['once it is released', test.settle],
      ['unpublished', () => desk.act(id, 'unpublish')],
      ['published again', () => desk.act(id, 'publish')],
      ['withdrawn', () => desk.act(id, 'withdraw', { reason: 'It was false.' })],
    ]
    for (const [what, happen] of steps) {
      await happen()
      await holdToRows(t, test, id, what)
      const answer = await test.send({ url: `/v1/articles/${id}` })
      const isRight =
        answer.statusCode === 200 && !['at the end of'].some((waiting) => what.includes(waiting))
      const rendition = await renditionOf(id)
      if (isRight) t.equal(rendition?.tag === undefined, false, `${what}: it is stored`)
      if (answer.statusCode !== 200) t.equal(rendition, undefined, `${what}: nothing is stored`)
    }
  })

  t.test('is sent as it is stored, and is another answer with every change of it', async (t) => {
    const { id, slug } = await desk.publish({ headline: 'Stored as it is sent' })
    const before = await desk.read(`/v1/articles/${slug}`)
    const stored = await renditionOf(id)
    const head = stored?.head.replace('Stored as it is sent', 'Read from the store') ?? ''
    await test.db.write(async (tx) => {
      const isIts = eq(articleRenditions.articleId, id)
      await tx.update(articleRenditions).set({ head, tag: 'another' }).where(isIts)
      await markQuietChange(tx, test.db.tables, test.clock.now())
    })
    const after = await desk.read(`/v1/articles/${slug}`)
    t.equal(after.json().headline, 'Read from the store')
    t.not(after.headers.etag, before.headers.etag)
    const comment = { authorName: 'Reader', body: 'Counted' }
    await test.send({ method: 'POST', url: `/v1/articles/${id}/comments`, payload: comment })
    const counted = await desk.read(`/v1/articles/${slug}`)
    t.equal(counted.json().commentCount, 1)
    t.not(counted.headers.etag, after.headers.etag)
    const again = { 'if-none-match': String(counted.headers.etag) }
    t.equal((await test.send({ url: `/v1/articles/${slug}`, headers: again })).statusCode, 304)
    await desk.patch(id, { headline: 'Stored again' })
    await holdToRows(t, test, id, 'stored again')
  })

  t.test('is made of the rows where another version has written it, and then anew', async (t) => {
    const { id } = await desk.publish({ headline: 'Of another version' })
    const foreign = { form: renditionForm + 1, head: '{"id":"nonsense"' }
    await test.db.write((tx) =>
      tx.update(articleRenditions).set(foreign).where(eq(articleRenditions.articleId, id)),
    )
    t.equal((await desk.read(`/v1/articles/${id}`)).json().headline, 'Of another version')
    t.equal((await desk.read('/v1/articles')).json().data[0].headline, 'Of another version')
    await renditions(test.db, test.clock.now).writeMissing()
    t.equal((await renditionOf(id))?.form, renditionForm)
    await holdToRows(t, test, id, 'anew')
  })
})

eachApp('the form of what is stored', async (t, test) => {
  t.test('is counted up with every change of it: then this number and this hash are others', async (t) => {
    const desk = await articleDesk(test)
    const { id } = await desk.create({
      headline: 'A form',
      body: { blocks: [{ type: 'paragraph', text: 'One.' }] },
    })
    await desk.post('/v1/media-credits', { articleId: id, caption: 'One', creditLine: 'Mira Holt/AFP' })
    await desk.act(id, 'corrections', { kind: 'update', text: 'None.' })
    await desk.act(id, 'publish')
    const shown = (await desk.read(`/v1/articles/${id}?include=mediaCredits&${every}`)).json() as ShownArticle
    const { head, mediaCredits, body } = toRendition(shown, null)
    const text = `${head}\n${mediaCredits}\n${body}`.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
    const hash = createHash('sha1').update(text).digest('base64url')
    t.same([renditionForm, hash], [3, 'CVn8ELp1hGG67Prww0y5JI2rkDo'])
  })
})

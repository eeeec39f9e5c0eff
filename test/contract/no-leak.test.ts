// What is private is planted with canaries, and every address that readers may ask is asked in every way that the document
// knows: no answer may hold a canary, and no answer may differ because something private did.

import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { eachApp } from '../support/app.ts'
import { unknownId } from '../support/operations.ts'
import { canary, type Planted, plant, shown } from './private-things.ts'
import { requestsOf } from './public-requests.ts'

/** Ways to ask an address that are not a plain GET. */
const ways: Pick<InjectOptions, 'method' | 'headers' | 'payload'>[] = [
  { method: 'HEAD' },
  { method: 'OPTIONS' },
  { method: 'PUT' },
  { method: 'PATCH', payload: { headline: 'x' } },
  { method: 'DELETE', headers: { 'if-match': '*' } },
  { method: 'POST', payload: {} },
  { headers: { 'if-none-match': '*' } },
  { headers: { 'if-modified-since': 'Tue, 24 Nov 2099 09:00:00 GMT' } },
  { headers: { range: 'bytes=0-1' } },
  { headers: { accept: 'text/html' } },
  { headers: { accept: 'application/ld+json' } },
  { headers: { accept: 'image/png' } },
  { headers: { 'accept-encoding': 'br' } },
  { headers: { origin: 'https://evil.example' } },
  { headers: { 'comment-token': 'x'.repeat(43) } },
]

/** Each hidden resource with its like that does not exist. */
function doublesOf({ articles, credits, quotes, comments }: Planted) {
  const kinds = { articles, 'media-credits': credits, quotes, comments: comments.slice(0, 4) }
  const below = ['', '/quotes', '/media-credits', '/comments', '/related']
  return Object.entries(kinds).flatMap(([name, ids]) =>
    ids.flatMap((id) =>
      (name === 'articles' ? below : ['']).map((path) => ({
        name,
        url: `/v1/${name}/${id}${path}`,
        other: `/v1/${name}/${unknownId}${path}`,
      })),
    ),
  )
}

/** What a stranger can compare of two answers, whichever address was asked. */
const alike = (answer: LightMyRequestResponse, url: string): string =>
  shown(answer)
    .replaceAll(url, '')
    .replaceAll(/"content-length":"?\d+"?,?/g, '')

eachApp('what is private', async (t, test) => {
  const planted = await plant(test, 'one')
  const urls = requestsOf(test, planted, 'one')
  const ask = async () => {
    const answers = new Map<string, string>()
    for (const url of urls) answers.set(url, shown(await test.send({ url })))
    return answers
  }
  const before = await ask()

  t.test('was planted where keys see it, and is asked for in many ways', async (t) => {
    const key = planted.site.editor
    const { draft, ghost } = planted
    const once = `/v1/articles/${ghost}/revisions/1`
    const searched = '/v1/articles?status=draft&q=kanarieonedrafttext'
    const waiting = '/v1/moderation/comments?status=spam'
    for (const url of [`/v1/articles/${draft}`, once, searched, waiting, '/v1/keys'])
      t.match((await test.send({ url, key })).body, canary, url)
    t.ok(urls.length > 200, `${urls.length} addresses`)
    t.ok([...before.values()].filter((answer) => answer.startsWith('[200')).length > 50)
  })

  t.test('is in no answer', async (t) => {
    // Where the request itself names it, the answer may name it back; the next test holds those.
    for (const [url, answer] of before) if (!canary.test(url)) t.notMatch(answer, canary, url)
  })

  t.test('is in no answer to another question at the same address either', async (t) => {
    for (const { url, other, name } of doublesOf(planted)) {
      for (const way of ways) {
        const hidden = await test.send({ ...way, url })
        const unknown = await test.send({ ...way, url: other })
        t.equal(alike(hidden, url), alike(unknown, other), `${name} ${JSON.stringify(way)}`)
      }
    }
  })

  t.test('stays so for a key that may not read drafts', async (t) => {
    const key = await test.key('comments:moderate', 'webhooks:manage')
    for (const { url, other, name } of doublesOf(planted).filter((one) => one.name !== 'comments'))
      t.equal(
        alike(await test.send({ url, key }), url),
        alike(await test.send({ url: other, key }), other),
        name,
      )
    const { articles } = planted
    for (const address of articles) {
      const { body } = await test.send({ url: `/v1/articles/${address}?include=quotes`, key })
      t.notMatch(body.replaceAll(address, ''), canary)
    }
  })

  t.test('is shown of one article alone by a link to preview it', async (t) => {
    const { previewToken, send, embargoed } = planted
    const answer = await test.send({ url: `/v1/previews/${previewToken}` })
    t.match(answer.body, /kanarieonedraftheadline/i)
    t.notMatch(answer.body, /kanarieone(?:embargoed|unpublished|former|mail|note|spam|key|agent)/i)
    t.match(answer.headers, { 'cache-control': /no-store/, 'x-robots-tag': 'noindex' })
    t.ok(await send('POST', `/v1/articles/${embargoed}/preview-links`), 'and to others by their own')
  })

  t.test('is not to be told from what does not exist', async (t) => {
    for (const [url, answer] of before) {
      if (!canary.test(url)) continue
      const other = url.replaceAll(/Kanarie[a-z]+/gi, (found) => found.replaceAll(/kanarie/gi, 'Unknown'))
      const unknown = shown(await test.send({ url: other.replaceAll('kanarie-', 'unknown-') }))
      // A feed names its own address and is known by it: with another address it has another tag and id.
      const named = url.startsWith('/feeds/')
        ? /kanarie|unknown|"etag":"[^,]*,|<id>urn:uuid:[0-9a-f-]+<\/id>/gi
        : /kanarie|unknown/gi
      const same = (text: string) => text.replaceAll(named, '')
      t.equal(same(answer), same(unknown), url)
    }
  })

  t.test('changes no byte of any answer when it changes', async (t) => {
    const { send, draft, embargoed } = planted
    const patch = {
      headline: 'Kanarietwo harbour bridge',
      section: 'Kanarietwo',
      tags: ['Kanarietwo'],
      summary: 'Kanarietwo harbour harbour bridge bridge',
    }
    await send('PATCH', `/v1/articles/${draft}`, patch)
    await send('PATCH', `/v1/articles/${embargoed}`, { ...patch, embargoUntil: '2026-11-26T09:00:00Z' })
    await send('PATCH', `/v1/media-credits/${planted.credits.at(-1)}`, { caption: 'Kanarietwo' })
    await send('DELETE', `/v1/articles/${planted.articles[2]}`)
    await send('POST', '/v1/articles', { headline: 'Kanarietwo harbour bridge' })
    const after = await ask()
    for (const [url, answer] of before) t.equal(after.get(url), answer, url)
  })

  t.test('is seen once it is public, so that nothing of this passes by chance', async (t) => {
    await planted.send('POST', `/v1/articles/${planted.draft}/publish`)
    t.match((await test.send({ url: '/v1/articles' })).body, canary)
  })
})

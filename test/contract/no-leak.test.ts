// What is private is planted with a word of its own, a canary, and every address that readers may ask is asked in every way that the
// document knows: no answer may hold a canary, and no answer may differ because something private did.

import type { LightMyRequestResponse } from 'fastify'
import { siteOn } from '../comments/site.ts'
import { eachApp, type TestApp } from '../support/app.ts'
import { documentOf } from '../support/document.ts'

const canary = /kanarie[a-z]*/i
const soon = '2026-11-25T09:00:00Z'

interface Parameter {
  name: string
  in: 'query' | 'path' | 'header'
  schema: { type?: string; enum?: string[]; items?: { enum?: string[] }; format?: string }
}
interface Operation {
  security: Record<string, string[]>[]
  parameters?: Parameter[]
}

/** Everything of an answer that a reader gets, less what differs from one request to the next. */
const shown = (answer: LightMyRequestResponse): string => {
  const { date: _, 'x-request-id': _id, ...headers } = answer.headers
  const body = answer.body.replace(/"requestId":"[^"]*"/, '').replace(/"instance":"[^"]*"/, '')
  return JSON.stringify([answer.statusCode, headers, body])
}

/** Plants private things of every kind; gives the ids and slugs by which they could be guessed. */
async function plant(test: TestApp, word: string) {
  const site = await siteOn(test)
  const key = site.editor
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload: object = {}) => {
    const answer = await test.send({ method, url, key, payload, headers: { 'if-match': '*' } })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.statusCode === 204 ? {} : answer.json()
  }
  const secret = (field: string) => `Kanarie${word}${field}`
  const story = (name: string) => ({
    headline: secret(`${name}headline`),
    slug: `kanarie-${word}-${name}`,
    summary: secret(`${name}summary`),
    byline: `By ${secret(`${name}byline`)}`,
    section: secret(`${name}section`),
    tags: [secret(`${name}tag`)],
    subjects: [{ name: secret(`${name}subject`) }],
    provider: { name: secret(`${name}provider`) },
    dateline: { text: 'OSLO (AP) —', agency: secret(`${name}agency`) },
    language: 'nn',
    body: {
      blocks: [
        {
          type: 'paragraph',
          text: `“We know ${secret(`${name}text`)} now,” Mayor Ola ${secret('speaker')} said.`,
        },
      ],
    },
  })
  const credit = (articleId: string, more: object = {}) => ({
    articleId,
    role: 'inline',
    mediaUrl: `https://pictures.example/${secret('url')}.jpg`,
    altText: secret('alt'),
    caption: secret('caption'),
    creditLine: `Photo by ${secret('creator')}/${secret('agency')}`,
    copyrightNotice: secret('notice'),
    usageTerms: secret('terms'),
    ...more,
  })

  const { id: draft } = await send('POST', '/v1/articles', story('draft'))
  const { id: embargoed } = await send('POST', '/v1/articles', { ...story('embargoed'), embargoUntil: soon })
  await send('POST', `/v1/articles/${embargoed}/publish`)
  const { id: unpublished } = await send('POST', '/v1/articles', {
    ...story('unpublished'),
    embargoUntil: soon,
  })
  await send('POST', `/v1/articles/${unpublished}/publish`)
  await send('POST', `/v1/articles/${unpublished}/unpublish`)
  const hidden = [draft, embargoed, unpublished]
  const credits = []
  for (const articleId of hidden)
    credits.push((await send('POST', '/v1/media-credits', credit(articleId))).id)
  const expired = { rightsExpireAt: '2026-11-24T09:00:30Z', role: 'lead' }
  credits.push((await send('POST', '/v1/media-credits', credit(site.articleId, expired))).id)
  const quotes = []
  const hiddenSpeakers = new Set<string>()
  for (const articleId of hidden) {
    const text = `“We know ${secret('text')} now,”`
    const list = await test.send({ url: `/v1/articles/${articleId}/quotes`, key })
    quotes.push(...list.json().data.map(({ id }: { id: string }) => id))
    for (const { speaker } of list.json().data) hiddenSpeakers.add(speaker.id)
    if (list.json().data.length === 0) throw new Error(`No quote was found in ${text}`)
  }
  // One and the same as somebody whom readers know, under a name that they do not.
  const { id: open } = await send('POST', '/v1/articles', {
    headline: `In the open, ${word}`,
    body: { blocks: [{ type: 'paragraph', text: `“We know all of it now,” Mayor Mira Open${word} said.` }] },
  })
  await send('POST', `/v1/articles/${open}/publish`)
  const [known] = (await test.send({ url: `/v1/articles/${open}/quotes` })).json().data
  await send('POST', `/v1/speakers/${known.speaker.id}/merge`, { speakerIds: [...hiddenSpeakers] })
  await send('POST', '/v1/keys', { name: secret('key'), scopes: ['articles:read'] })

  // The rights to the lead picture run out.
  test.clock.advance(60_000)
  await test.settle()

  // A reader's own address and mail stay private though what he says is shown.
  const said = await test.send({
    method: 'POST',
    url: `/v1/articles/${site.slug}/comments`,
    remoteAddress: '203.0.113.77',
    headers: { 'user-agent': secret('agent'), referer: `https://${secret('referrer')}.example/` },
    payload: {
      authorName: 'Ada',
      authorEmail: `${secret('mail')}@reader.example`,
      body: `In the open, ${word}.`,
    },
  })
  const hiddenComments = []
  for (const action of ['hold', 'spam', 'reject', 'delete']) {
    const { id } = await site.say(`${secret(action)} is what I say.`, { authorName: secret('name') })
    const acted = await site.act(id, action, { note: secret('note') })
    if (acted.statusCode !== 200) throw new Error(`${action}: ${acted.body}`)
    hiddenComments.push(id)
  }
  return {
    site,
    articles: [...hidden, `kanarie-${word}-draft`, `kanarie-${word}-embargoed`],
    credits,
    quotes,
    speakers: [known.speaker.id, ...hiddenSpeakers],
    comments: [...hiddenComments, said.json().id],
    draft,
    embargoed,
    send,
  }
}

type Planted = Awaited<ReturnType<typeof plant>>

/** Every address that anyone may GET, with the ids of what is private in its path, and each parameter with what it takes. */
function requestsOf(
  test: TestApp,
  { site, articles, credits, quotes, speakers, comments }: Planted,
  word: string,
): string[] {
  const paths = documentOf<{ paths: Record<string, { get?: Operation }> }>(test.app).paths
  const idsFor = (path: string, name: string): string[] => {
    if (name === 'article') return [site.slug, site.articleId, ...articles]
    if (name === 'code') return ['gone']
    if (path.includes('media-credits')) return credits
    if (path.includes('quotes')) return quotes
    if (path.includes('speakers')) return speakers
    if (path.includes('comments')) return comments
    return [...articles, ...quotes]
  }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const isPublic = get?.security.some((one) => Object.keys(one).length === 0) ?? false
    if (get === undefined || !isPublic || path === '/openapi.json') return []
    const name = /\{(\w+)\}/.exec(path)?.[1]
    const addresses =
      name === undefined ? [path] : idsFor(path, name).map((id) => path.replace(`{${name}}`, id))
    const queries = (get.parameters ?? [])
      .filter((one) => one.in === 'query')
      .flatMap((one) => valuesOf(one, word))
    const whole = (get.parameters ?? []).filter(({ name }) => name === 'include' || name === 'count')
    const everything = whole.flatMap((one) => valuesOf(one, word).slice(-1)).join('&')
    return addresses.flatMap((address) => [
      address,
      ...queries.map((query) => `${address}?${query}`),
      ...(everything === '' ? [] : [`${address}?${everything}`]),
    ])
  })
}

function valuesOf({ name, schema }: Parameter, word: string): string[] {
  const options = schema.enum ?? schema.items?.enum
  if (options !== undefined) {
    const each = options.map((option) => `${name}=${encodeURIComponent(option)}`)
    return schema.type === 'array' ? [...each, `${name}=${encodeURIComponent(options.join(','))}`] : each
  }
  if (schema.format === 'instant') return [`${name}=2026-11-24T08:30:00Z`]
  if (schema.type === 'integer') return [`${name}=1`]
  if (name === 'language') return [`${name}=nn`]
  return ['draftsection', 'drafttag', 'embargoedagency', 'speaker', 'creator', 'agency', 'draftheadline'].map(
    (field) => `${name}=Kanarie${word}${field}`,
  )
}

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
    for (const url of [`/v1/articles/${planted.draft}`, '/v1/moderation/comments?status=spam', '/v1/keys'])
      t.match((await test.send({ url, key })).body, canary, url)
    t.ok(urls.length > 200, `${urls.length} addresses`)
    t.ok([...before.values()].filter((answer) => answer.startsWith('[200')).length > 50)
  })

  t.test('is in no answer', async (t) => {
    // Where the request itself names it, the answer may name it back; the next test holds those.
    for (const [url, answer] of before) if (!canary.test(url)) t.notMatch(answer, canary, url)
  })

  t.test('is not to be told from what does not exist', async (t) => {
    for (const [url, answer] of before) {
      if (!canary.test(url)) continue
      const other = url.replaceAll(/Kanarie[a-z]+/gi, (found) => found.replaceAll(/kanarie/gi, 'Unknown'))
      const unknown = shown(await test.send({ url: other.replaceAll('kanarie-', 'unknown-') }))
      // A feed names the request in its title and address, so in its validator and its own id.
      const named = url.startsWith('/feeds/')
        ? /kanarie|unknown|W\/\\"[^"]+"|urn:uuid:[0-9a-f-]{36}/gi
        : /kanarie|unknown/gi
      const same = (text: string) => text.replaceAll(named, '')
      t.equal(same(answer), same(unknown), url)
    }
  })

  t.test('changes no byte of any answer when it changes', async (t) => {
    const { send, draft, embargoed } = planted
    const patch = {
      headline: 'Kanarietwo',
      section: 'Kanarietwo',
      tags: ['Kanarietwo'],
      summary: 'Kanarietwo',
    }
    await send('PATCH', `/v1/articles/${draft}`, patch)
    await send('PATCH', `/v1/articles/${embargoed}`, { ...patch, embargoUntil: '2026-11-26T09:00:00Z' })
    await send('PATCH', `/v1/media-credits/${planted.credits.at(-1)}`, { caption: 'Kanarietwo' })
    await send('DELETE', `/v1/articles/${planted.articles[2]}`)
    await send('POST', '/v1/articles', { headline: 'Kanarietwo' })
    const after = await ask()
    for (const [url, answer] of before) t.equal(after.get(url), answer, url)
  })

  t.test('is seen once it is public, so that nothing of this passes by chance', async (t) => {
    await planted.send('POST', `/v1/articles/${planted.draft}/publish`)
    t.match((await test.send({ url: '/v1/articles' })).body, canary)
  })
})

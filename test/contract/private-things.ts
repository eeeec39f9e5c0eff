// What is private, of every kind, each with a word of its own, a canary, by which it is found in an answer.

import type { LightMyRequestResponse } from 'fastify'
import { siteOn } from '../comments/site.ts'
import type { TestApp } from '../support/app.ts'

export const canary = /kanarie[a-z]*/i
const soon = '2026-11-25T09:00:00Z'

/**
 * Everything of an answer that a reader gets, less what differs from one request to the next. Headers of different names come in any
 * order (RFC 9110, section 5.3): an answer that is kept has its own.
 */
export const shown = (answer: LightMyRequestResponse): string => {
  const { date: _, 'x-request-id': _id, ...headers } = answer.headers
  const body = answer.body.replace(/"requestId":"[^"]*"/, '').replace(/"instance":"[^"]*"/, '')
  return JSON.stringify([answer.statusCode, Object.fromEntries(Object.entries(headers).sort()), body])
}

/** Plants private things of every kind; gives the ids and slugs by which they could be guessed. */
export async function plant(test: TestApp, word: string) {
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
          // The words of what readers see, too: nothing hidden may weigh in how that is found.
          text: `Harbour bridge, harbour bridge. “We know ${secret(`${name}text`)} now,” Mayor Ola ${secret('speaker')} said. “${secret(`${name}said`)} too,” ${secret('title')} Ada Ferris said.`,
        },
      ],
    },
  })
  const credit = (articleId: string, more: object = {}) => ({
    articleId,
    role: 'inline',
    mediaUrl: `https://pictures.example/${secret('url')}.jpg`,
    altText: secret('alt'),
    caption: `${secret('caption')} at the harbour bridge`,
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
  const quotes: string[] = []
  const hiddenSpeakers = new Set<string>()
  for (const articleId of hidden) {
    const { data } = (await test.send({ url: `/v1/articles/${articleId}/quotes`, key })).json()
    quotes.push(...data.map(({ id }: { id: string }) => id))
    for (const { speaker } of data) if (speaker?.name !== 'Ada Ferris') hiddenSpeakers.add(speaker.id)
    if (data.length === 0) throw new Error('No quote was found in a hidden story.')
  }
  // One and the same as somebody whom readers know, under a name that they do not.
  const { id: open } = await send('POST', '/v1/articles', {
    headline: `In the open, ${word}`,
    body: { blocks: [{ type: 'paragraph', text: `“We know all of it now,” Mayor Mira Open${word} said.` }] },
  })
  await send('POST', `/v1/articles/${open}/publish`)
  const [known] = (await test.send({ url: `/v1/articles/${open}/quotes` })).json().data
  await send('POST', `/v1/speakers/${known.speaker.id}/merge`, { speakerIds: [...hiddenSpeakers] })
  // What a story once said is in its history alone.
  const ghost = (await send('POST', '/v1/articles', { ...story('former'), slug: `ghost-${word.length}` })).id
  await send('POST', `/v1/articles/${ghost}/publish`)
  const text = 'The harbour bridge is open. “We waited,” Ada Ferris said.'
  const now = { headline: 'The bridge', summary: null, byline: null, section: null, tags: [], subjects: [] }
  const body = { blocks: [{ type: 'paragraph', text }] }
  await send('PATCH', `/v1/articles/${ghost}`, {
    ...now,
    provider: null,
    dateline: null,
    language: null,
    body,
  })
  const preview = await send('POST', `/v1/articles/${draft}/preview-links`)
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
  const editTokens: string[] = []
  for (const action of ['hold', 'spam', 'reject', 'delete']) {
    const { id, editToken } = await site.say(`${secret(action)} is what I say.`, {
      authorName: secret('name'),
    })
    const acted = await site.act(id, action, { note: secret('note') })
    if (acted.statusCode !== 200) throw new Error(`${action}: ${acted.body}`)
    hiddenComments.push(id)
    editTokens.push(editToken)
  }
  return {
    site,
    articles: [...hidden, `kanarie-${word}-draft`, `kanarie-${word}-embargoed`],
    credits,
    quotes,
    speakers: [known.speaker.id as string, ...hiddenSpeakers],
    comments: [...hiddenComments, said.json().id],
    draft,
    embargoed,
    ghost: ghost as string,
    previewToken: preview.token as string,
    editTokens: [said.json().editToken as string, ...editTokens],
    send,
  }
}

export type Planted = Awaited<ReturnType<typeof plant>>

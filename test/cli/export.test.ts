import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { type Site, siteOn } from '../comments/site.ts'
import { appOn, type TestApp } from '../support/app.ts'
import { eachEngine } from '../support/each-database.ts'
import { tempFolder } from '../support/temp.ts'
import { cli } from './cli.ts'

const slug = 'ferry-line-reopens'

/** A site with an article that has everything, and comments in every state. */
async function fill(test: TestApp): Promise<Site> {
  const site = await siteOn(test)
  const { id } = await site.publish('Ferry line reopens', {
    section: 'Local',
    tags: ['ferry'],
    body: {
      blocks: [
        { type: 'paragraph', text: '“The ferry sails again in May,” harbour master Ada Ferris said.' },
      ],
    },
  })
  const credit = {
    articleId: id,
    creditLine: 'Photo by Delia Marchetti/UPI',
    altText: 'A ferry',
    caption: 'The ferry',
  }
  const made = await test.send({
    method: 'POST',
    url: '/v1/media-credits',
    key: site.editor,
    payload: credit,
  })
  const { version, body } = (await test.send({ url: `/v1/articles/${id}`, key: site.editor })).json()
  const blocks = [{ type: 'image', mediaCreditId: made.json().id }, ...body.blocks]
  await test.send({
    method: 'PATCH',
    url: `/v1/articles/${id}`,
    key: site.editor,
    headers: { 'if-match': `"${version}"` },
    payload: { body: { blocks } },
  })
  const say = async (text: string, more: object = {}) => {
    test.clock.advance(1000)
    return (await site.post({ body: text, authorName: 'Ada', ...more }, slug)).json()
  }
  let above: string | undefined
  for (const depth of [0, 1, 2, 3, 4, 5])
    above = (
      await say(
        `Level *${depth}*\nof [it](https://a.example/)`,
        above === undefined ? {} : { parentId: above },
      )
    ).id
  const root = await say('Root', { authorEmail: 'ada@reader.example', authorUrl: 'https://ada.example/' })
  const deleted = await say('To be deleted', { parentId: root.id })
  await say('Answer to what is deleted', { parentId: deleted.id })
  await site.act(deleted.id, 'delete')
  for (const action of ['hold', 'spam', 'reject']) await site.act((await say(`To ${action}`)).id, action)
  return site
}

/** What readers and moderators find of the comments, apart from who decided when. */
async function commentsOn({ send, key }: TestApp): Promise<object> {
  const moderator = await key()
  const of = async (url: string) => (await send({ url, key: moderator })).json()
  const { data } = await of(`/v1/articles/${slug}/comments?sort=oldest&limit=100`)
  const statuses: Record<string, unknown> = {}
  for (const status of ['pending', 'spam', 'rejected', 'deleted'])
    statuses[status] = (await of(`/v1/moderation/comments?status=${status}`)).data.map(
      ({ body, createdAt }: { body: { text: string } | null; createdAt: string }) => [
        body?.text ?? null,
        createdAt,
      ],
    )
  const byId = new Map(data.map(({ id, body }: { id: string; body: { text: string } }) => [id, body.text]))
  return {
    statuses,
    commentCount: (await of(`/v1/articles/${slug}`)).commentCount,
    published: data.map(
      ({ author, body, depth, createdAt, replyCount, descendantCount, inReplyTo }: Shown) => ({
        name: author.name,
        html: body.html,
        ...{ depth, createdAt, replyCount, descendantCount },
        answers: inReplyTo === null ? null : (byId.get(inReplyTo) ?? 'a tombstone'),
      }),
    ),
  }
}

interface Shown {
  author: { name: string }
  body: { html: string }
  depth: number
  createdAt: string
  replyCount: number
  descendantCount: number
  inReplyTo: string | null
}

async function siteAt(t: Test, url: string): Promise<TestApp> {
  const db = await open(url)
  t.teardown(() => db.close())
  return appOn(t, db)
}

eachEngine('an export of our own', async (t, url) => {
  const folder = await tempFolder(t)
  const source = await siteAt(t, url)
  const site = await fill(source)
  const file = join(folder, 'site.ndjson')
  const env = { DATABASE_URL: url, LOG_LEVEL: 'silent' }

  await t.test('is written a line at a time, without personal data', async (t) => {
    const written = await cli(['export', '--output', file], { env })
    t.same([written.code, written.stdout], [0, ''])
    const text = await readFile(file, 'utf8')
    t.same(
      new Set(
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line).type),
      ),
      new Set(['export', 'article', 'comment']),
    )
    t.notMatch(text, 'reader.example')
    t.notMatch(text, 'To be deleted')
  })

  await t.test(
    'gives an empty site the same articles, credits, threads, dates, states and counts',
    async (t) => {
      const other = `file:${join(folder, 'other.db')}`
      const run = () =>
        cli(['import', '--format', 'ndjson', '--publish', file], { env: { DATABASE_URL: other } })
      const first = await run()
      t.equal(first.code, 0)
      t.match(first.stdout, '2 created, 0 updated, 0 unchanged, 0 refused.')
      t.match(first.stdout, 'Comments: 12 read, 12 created (8 published, 1 pending, 1 spam), 0 unchanged')
      const target = await siteAt(t, other)
      t.same(await commentsOn(target), await commentsOn(source))
      const shown = async ({ send }: TestApp) => {
        const article = (await send({ url: `/v1/articles/${slug}?include=mediaCredits,quotes` })).json()
        const { headline, publishedAt, section, tags, mediaCredits, quotes, body } = article
        const lines = mediaCredits.map(({ creditLine, creators, altText }: { [name: string]: unknown }) => [
          creditLine,
          creators,
          altText,
        ])
        return {
          headline,
          publishedAt,
          section,
          tags,
          lines,
          html: body.html,
          quotes: quotes.map(({ text }: { text: string }) => text),
        }
      }
      t.same(await shown(target), await shown(source))
      t.match((await run()).stdout, '0 created, 0 updated, 2 unchanged')
    },
  )

  await t.test('changes nothing where it comes from', async (t) => {
    const before = await source.db.read.$count(source.db.tables.comments)
    const answer = await source.send({
      method: 'POST',
      url: '/v1/imports?format=ndjson&publish=true',
      key: site.editor,
      payload: await readFile(file),
      headers: { 'content-type': 'application/x-ndjson' },
    })
    t.match(answer.json(), { counts: { unchanged: 2 }, comments: { read: 12, created: 0, unchanged: 12 } })
    t.equal(await source.db.read.$count(source.db.tables.comments), before)
  })

  await t.test('can be one for WordPress, which comes back with its threads, dates and counts', async (t) => {
    const wxr = await cli(['export', '--format', 'wxr'], { env })
    t.equal(wxr.code, 0)
    const target = await siteAt(t, `file:${join(folder, 'wxr.db')}`)
    target.clock.advance(60_000)
    const answer = await target.send({
      method: 'POST',
      url: '/v1/imports?format=wxr&publish=true',
      key: await target.key(),
      payload: wxr.stdout,
      headers: { 'content-type': 'application/xml' },
    })
    t.match(answer.json().comments, { read: 12, published: 8, pending: 1, spam: 1, skipped: 2, refused: 0 })
    const found = (await commentsOn(target)) as { commentCount: number; published: Shown[] }
    const expected = (await commentsOn(source)) as typeof found
    t.equal(found.commentCount, expected.commentCount)
    const toSecond = ({ createdAt, ...rest }: Shown) => ({ ...rest, createdAt: createdAt.slice(0, 19) })
    // What answered the deleted comment, which WordPress keeps in its bin, stands on its own there.
    t.same(found.published.slice(0, 6).map(toSecond), expected.published.slice(0, 6).map(toSecond))
  })
})

t.test('lines that are no export are told of, and end early', async (t) => {
  const url = `file:${join(await tempFolder(t), 'dateline.db')}`
  const run = (input: string) =>
    cli(['import', '--format', 'ndjson', '-'], { env: { DATABASE_URL: url }, input })
  const bad = await run('{"type":"article"}\nnot json\n{"type":"comment","id":"x"}\n{"type":"other"}\n')
  t.equal(bad.code, 1)
  t.match(bad.stderr, /stdin:2: The line is not a JSON object/)
  t.match(bad.stderr, /"other" is not known/)
  const wrong = await run('{"type":"article","headline":7,"slug":"\\u0000x"}\n')
  t.match(wrong.stderr, /"article.headline" must be a string/, 'judged like what anybody sends')
  t.equal(
    (await run('\u0000\n'.repeat(1000))).stderr.split('\n').length,
    21,
    'what is no such text ends early',
  )
})

import { eachApp } from '../support/app.ts'
import { rowsLeft, sendExport } from './site-import.ts'

interface Post {
  id: number
  parent?: number
  text?: string
  flags?: string
  author?: string
  createdAt?: string
  thread?: number
}

const thread = (id: number, identifier: string, link: string) => `
<thread dsq:id="${id}"><id>${identifier}</id><forum>news</forum><link>${link}</link><title>A &amp; B</title>
  <createdAt>2020-01-01T00:00:00Z</createdAt><isClosed>false</isClosed><isDeleted>false</isDeleted></thread>`

const post = ({
  id,
  parent,
  text = 'Hi.',
  flags = '',
  author = 'Ada',
  createdAt = '2026-11-01T10:00:00Z',
  thread = 1,
}: Post) => `
<post dsq:id="${id}"><id/><message><![CDATA[<p>${text}</p>]]></message><createdAt>${createdAt}</createdAt>
  ${flags || '<isDeleted>false</isDeleted><isSpam>false</isSpam>'}
  <author><email>ada@reader.example</email><name>${author}</name><isAnonymous>true</isAnonymous></author>
  <ipAddress>203.0.113.9</ipAddress><thread dsq:id="${thread}"/>${parent === undefined ? '' : `<parent dsq:id="${parent}"/>`}</post>`

const disqus = (...parts: string[]) => `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="9"><forum>news</forum><title>General</title></category>${parts.join('')}
</disqus>`

eachApp('a Disqus export', async (t, test) => {
  const key = await test.key()
  const make = async (article: object): Promise<{ id: string; version: number }> =>
    (await test.send({ method: 'POST', url: '/v1/articles', key, payload: article })).json()
  const { id: articleId } = await make({ headline: 'Ferry line', slug: 'ferry-line' })
  await test.send({
    method: 'POST',
    url: `/v1/articles/${articleId}/publish`,
    key,
    headers: { 'if-match': '"1"' },
  })
  const { id: canonical } = await make({ headline: 'Moved', canonicalUrl: 'https://old.example/2020/moved/' })

  const file = disqus(
    thread(1, 'ferry-line', 'https://old.example/elsewhere/'),
    thread(2, '17 https://old.example/?p=17', 'http://old.example/2020/moved'),
    thread(3, '', 'https://old.example/unknown-page/'),
    thread(4, 'empty', 'https://old.example/empty/'),
    post({ id: 12, parent: 11, text: 'Answer to what was deleted.' }),
    post({
      id: 10,
      text: 'First\n line, <a href="https://a.example/">link</a><br>second.',
      author: 'T &amp; J',
    }),
    post({ id: 11, parent: 10, flags: '<isDeleted>true</isDeleted><isSpam>false</isSpam>', text: 'Secret.' }),
    post({ id: 13, flags: '<isDeleted>false</isDeleted><isSpam>true</isSpam>', text: 'Buy.' }),
    post({ id: 14, text: ' ' }),
    post({ id: 20, thread: 2, createdAt: 'long ago' }),
    post({ id: 30, thread: 3 }),
  )
  const report = (await sendExport(test, file, { format: 'disqus' })).json()

  t.test('brings the comments of the pages that are here, and names those that are not', async (t) => {
    t.match(report.counts, { created: 0, unchanged: 2, refused: 1 })
    t.match(report.comments, { read: 7, created: 5, published: 3, pending: 0, spam: 1, refused: 2 })
    t.match(report.items, [
      { action: 'unchanged', articleId, source: 'A & B', problems: [{ code: 'required' }] },
      { action: 'unchanged', articleId: canonical, problems: [{ code: 'bad_date' }] },
      {
        action: 'refused',
        articleId: null,
        problems: [{ code: 'article_not_found', message: /unknown-page/ }],
      },
    ])
  })

  t.test('keeps threads together over what was deleted, whose words do not come along', async (t) => {
    const tree = await test.send({ url: '/v1/articles/ferry-line/comments?view=tree' })
    t.match(tree.json().data, [
      {
        author: { name: 'T & J' },
        createdAt: '2026-11-01T10:00:00.000Z',
        body: {
          html: '<p>First line, <a href="https://a.example/" rel="nofollow ugc noopener">link</a><br />\nsecond.</p>',
        },
        replies: {
          data: [
            {
              state: 'deleted',
              body: null,
              replies: { data: [{ body: { text: 'Answer to what was deleted.' } }] },
            },
          ],
        },
      },
    ])
    t.notMatch(tree.body, 'Secret')
    t.notMatch(tree.body, 'reader.example')
    t.match((await test.send({ url: '/v1/articles/ferry-line' })).json(), { commentCount: 2 })
  })

  t.test('changes nothing the second time, nor in a dry run', async (t) => {
    const rows = await rowsLeft(test)
    const again = (await sendExport(test, file, { format: 'disqus' })).json()
    t.match(again.comments, { read: 7, created: 0, unchanged: 5, refused: 2 })
    const more = disqus(thread(1, 'ferry-line', ''), post({ id: 99 }))
    const dry = (await sendExport(test, more, { format: 'disqus', query: '&dryRun=true' })).json()
    t.match(dry.comments, { created: 1 })
    t.same(await rowsLeft(test), rows)
  })
})

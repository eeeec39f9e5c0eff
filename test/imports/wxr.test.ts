import { eachApp } from '../support/app.ts'
import { rowsLeft, sendExport } from './site-import.ts'
import { wxrFile, wxrItem } from './wxr-file.ts'

const comments = [
  {
    id: 1,
    author: 'Tom &amp; Jerry &#8220;jr&#8221;',
    content: 'First.\n\n<b>Well</b> <a href="https://a.example/">reported</a>.',
  },
  { id: 2, approved: '0', content: 'Waiting.' },
  { id: 3, approved: 'spam', content: 'Buy now.' },
  { id: 4, approved: 'trash', content: 'Binned.' },
  { id: 5, type: 'pingback', content: 'Elsewhere.' },
  { id: 6, parent: 99, content: 'Orphan.' },
  { id: 7, parent: 1, dateGmt: '0000-00-00 00:00:00', content: 'Answer.' },
  { id: 8, parent: 7, content: 'Answer to the answer.', dateGmt: '2026-11-20 09:00:00' },
  { id: 9, approved: 'post-trashed', content: 'Binned with its post.' },
]
const file = wxrFile(wxrItem({ comments }))

eachApp('a WordPress export with comments in every state', async (t, test) => {
  const before = await rowsLeft(test)

  await t.test('is reported by a dry run that changes nothing', async (t) => {
    const answer = await sendExport(test, file, { query: '&dryRun=true&publish=true' })
    t.equal(answer.statusCode, 200)
    t.match(answer.json().comments, {
      read: 9,
      created: 6,
      published: 4,
      pending: 1,
      spam: 1,
      skipped: 3,
      refused: 0,
    })
    t.same(await rowsLeft(test), before)
  })

  const answer = await sendExport(test, file, { query: '&publish=true' })
  const report = answer.json()
  const [item] = report.items

  t.test('comes in with counts that add up', async (t) => {
    t.equal(answer.statusCode, 201)
    t.same(report.counts, { created: 1, updated: 0, unchanged: 0, skipped: 0, refused: 0 })
    const counts = {
      read: 9,
      created: 6,
      published: 4,
      pending: 1,
      spam: 1,
      unchanged: 0,
      skipped: 3,
      refused: 0,
    }
    t.same(report.comments, counts)
    t.same(item.comments, counts)
  })

  t.test('has its article with its date, author, address and text', async (t) => {
    const article = (await test.send({ url: '/v1/articles/ferry-line-to-reopen' })).json()
    t.match(article, {
      id: item.articleId,
      status: 'published',
      publishedAt: '2026-11-19T06:30:00.000Z',
      authors: [{ name: 'Mira Solheim' }],
      canonicalUrl: 'https://old.example/2026/11/ferry-line-to-reopen/',
      commentCount: 4,
      body: { text: 'The ferry sails again in May.\n\nIt was closed for a year.' },
    })
  })

  t.test('shows readers what was approved, with its threads, names and dates', async (t) => {
    const list = (await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?sort=oldest' })).json()
    const first = list.data.find(({ author }: { author: { name: string } }) => author.name.startsWith('Tom'))
    t.equal(list.data.length, 4)
    t.equal(first.author.name, 'Tom & Jerry “jr”')
    t.equal(first.createdAt, '2026-11-20T08:00:00.000Z')
    t.match(
      first.body.html,
      '<p>First.</p>\n<p><strong>Well</strong> <a href="https://a.example/" rel="nofollow ugc noopener">reported</a>.</p>',
    )
    t.match(first, { depth: 0, replyCount: 1, descendantCount: 2 })
    const byText = (text: string) =>
      list.data.find(({ body }: { body: { text: string } }) => body.text === text)
    t.match(byText('Answer.'), { parentId: first.id, depth: 1, createdAt: '2026-11-20T03:00:00.000Z' })
    t.match(byText('Answer to the answer.'), {
      rootId: first.id,
      depth: 2,
      createdAt: '2026-11-20T09:00:00.000Z',
    })
    t.match(byText('Orphan.'), { parentId: null, depth: 0 })
  })

  t.test('says what it left out or mended, and in which line', async (t) => {
    const codes = item.problems.map(({ code }: { code: string }) => code).sort()
    t.same(codes, ['bad_date', 'in_bin', 'in_bin', 'not_a_comment', 'parent_missing'])
    const orphan = item.problems.find(({ code }: { code: string }) => code === 'parent_missing')
    t.match(orphan.message, '99')
    t.match(file.split('\n')[orphan.line], '<wp:comment_id>6</wp:comment_id>')
  })

  t.test('keeps what waits and what is spam for moderators', async (t) => {
    const key = await test.key()
    for (const [status, text] of [
      ['pending', 'Waiting.'],
      ['spam', 'Buy now.'],
    ]) {
      const { data } = (await test.send({ url: `/v1/moderation/comments?status=${status}`, key })).json()
      t.match(data, [
        {
          body: { text },
          authorEmail: 'ada@reader.example',
          source: { kind: 'import', system: 'wordpress' },
          ipPrefix: '198.51.100.0/24',
        },
      ])
    }
  })

  t.test('tells followers of the article, and of each comment that readers see', async (t) => {
    const { data } = (await test.send({ url: '/v1/changes' })).json()
    const types = data.map(({ type }: { type: string }) => type)
    t.same(types, ['article.published', ...Array(4).fill('comment.published')])
  })

  t.test('changes nothing when it comes again', async (t) => {
    const rows = await rowsLeft(test)
    const again = (await sendExport(test, file, { query: '&publish=true' })).json()
    t.match(again.counts, { created: 0, unchanged: 1, refused: 0 })
    t.match(again.comments, { read: 9, created: 0, unchanged: 6, skipped: 3, refused: 0 })
    t.same(await rowsLeft(test), rows)
  })

  t.test('brings only what is new when it has grown', async (t) => {
    const grown = wxrFile(
      wxrItem({
        comments: [
          ...comments,
          { id: 10, parent: 8, content: 'Late answer.', dateGmt: '2026-11-20 10:00:00' },
        ],
      }),
    )
    const { comments: counts } = (await sendExport(test, grown)).json()
    t.match(counts, { read: 10, created: 1, published: 1, unchanged: 6 })
    const list = (await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?limit=1' })).json()
    t.match(list.data, [{ depth: 3 }])
  })
})

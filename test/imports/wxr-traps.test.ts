import { eachApp } from '../support/app.ts'
import { rowsLeft, sendExport } from './site-import.ts'
import { wxrFile, wxrItem } from './wxr-file.ts'

const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)

eachApp('a WordPress export', async (t, test) => {
  t.test('with a DOCTYPE is refused, whatever its entities would be', async (t) => {
    const before = await rowsLeft(test)
    const bomb = wxrFile(wxrItem({})).replace(
      '<rss',
      '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<rss',
    )
    const answer = await sendExport(test, bomb)
    t.equal(answer.statusCode, 422)
    t.match(answer.json().errors, [{ code: 'doctype' }])
    t.same(await rowsLeft(test), before)
  })

  t.test('that breaks off brings what stands before the break, and names the line', async (t) => {
    const whole = wxrFile(wxrItem({ id: 20, slug: 'whole' }), wxrItem({ id: 21, slug: 'cut' }))
    const report = (await sendExport(test, whole.slice(0, whole.indexOf('<wp:post_id>21')))).json()
    t.match(report.counts, { created: 1, refused: 1 })
    t.match(report.items, [{ slug: 'whole' }, { action: 'refused', problems: [{ code: 'malformed_xml' }] }])
    t.ok(report.items[1].problems[0].line > 20)
  })

  t.test('that is another kind of document, or is nested without end, is refused', async (t) => {
    t.match((await sendExport(test, '<html><body/></html>')).json().errors, [{ code: 'wrong_format' }])
    const deep = wxrFile('<a>'.repeat(5000))
    t.match((await sendExport(test, deep)).json().errors, [{ code: 'too_deep' }])
    t.equal((await sendExport(test, '')).statusCode, 422)
  })

  t.test('leaves out what is no article, and says so', async (t) => {
    const picture = wxrItem({
      id: 30,
      type: 'attachment',
      status: 'inherit',
      slug: 'picture',
      comments: [{ id: 300 }],
    })
    const binned = wxrItem({ id: 31, status: 'trash', slug: 'binned' })
    const report = (await sendExport(test, wxrFile(picture, binned))).json()
    t.match(report, { counts: { created: 0, skipped: 2, refused: 0 }, comments: { read: 1, skipped: 1 } })
    t.same(report.items.map(codesOf), [['not_an_article'], ['not_kept']])
  })

  t.test('publishes neither drafts nor pages', async (t) => {
    const draft = wxrItem({ id: 40, status: 'draft', slug: 'draft-there' })
    const page = wxrItem({ id: 41, type: 'page', slug: 'imprint', comments: [{ id: 410 }] })
    const before = await rowsLeft(test)
    const report = (await sendExport(test, wxrFile(draft, page), { query: '&publish=true' })).json()
    t.match(report, { counts: { created: 2 }, comments: { created: 1 } })
    for (const slug of ['draft-there', 'imprint'])
      t.equal((await test.send({ url: `/v1/articles/${slug}` })).statusCode, 404)
    t.equal((await rowsLeft(test)).changes, before.changes, 'readers are told of nothing')
  })

  t.test('gives posts with one title addresses of their own', async (t) => {
    const [one, other] = [50, 51].map((id) => wxrItem({ id, slug: 'same', title: 'Same' }))
    const { items } = (await sendExport(test, wxrFile(one ?? '', other ?? ''))).json()
    t.match(items, [
      { action: 'created', slug: 'same' },
      { action: 'created', slug: 'same-2' },
    ])
  })
})

eachApp('an imported comment', async (t, test) => {
  const send = async (comments: object[], query = '&publish=true') =>
    (await sendExport(test, wxrFile(wxrItem({ comments: comments as { id: number }[] })), { query })).json()

  t.test('is held to what a posted one is held to, each refusal with line, code and words', async (t) => {
    const { comments, items } = await send([
      { id: 1, content: ' \u2800 ' },
      { id: 2, author: '' },
      { id: 3, content: 'x'.repeat(5001) },
      { id: 4, email: 'nobody', url: 'javascript:alert(1)', content: 'Kept.' },
    ])
    t.match(comments, { read: 4, created: 1, refused: 3 })
    t.match(items[0].problems, [
      { code: 'required', message: 'Please enter your comment!', line: Number },
      { code: 'required', message: 'Please enter your name here' },
      { code: 'too_long' },
      { code: 'author_email_left_out' },
      { code: 'author_url_left_out' },
    ])
  })

  t.test('brings no script, whatever WordPress let through', async (t) => {
    const content =
      '<script>alert(1)</script><a href="javascript:alert(1)" onclick="alert(1)">here</a> <img src=x onerror=alert(1)> &lt;b&gt;'
    const { comments } = await send([
      { id: 10, content, url: 'https://a.example/', author: '<b onclick=alert(1)>Eve</b>' },
    ])
    t.match(comments, { created: 1 })
    const { data } = (await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?limit=1' })).json()
    t.match(data, [{ author: { name: 'Eve' }, body: { html: '<p>here  &lt;b&gt;</p>' } }])
  })

  t.test('may stand before the comment it answers, answer itself, or go round in a circle', async (t) => {
    const { comments, items } = await send([
      { id: 21, parent: 20, content: 'Early answer.' },
      { id: 20, content: 'Late root.' },
      { id: 22, parent: 22, content: 'Answers itself.' },
      { id: 23, parent: 24, content: 'Round.' },
      { id: 24, parent: 23, content: 'And round.' },
    ])
    t.match(comments, { created: 5, published: 5 })
    t.same(codesOf(items[0]), ['parent_missing', 'parent_missing'])
    const tree = (
      await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?view=tree&limit=100' })
    ).json()
    const root = tree.data.find(({ body }: { body: { text: string } }) => body.text === 'Late root.')
    t.match(root.replies.data, [{ body: { text: 'Early answer.' } }])
  })

  t.test('has its personal data kept from its own day on, and shown to no reader', async (t) => {
    const before = await test.db.read.$count(test.db.tables.commentPii)
    await send([
      { id: 30, dateGmt: '2020-01-01 00:00:00', content: 'Years ago.', email: 'old@reader.example' },
      {
        id: 31,
        dateGmt: '2026-11-23 00:00:00',
        content: 'Yesterday.',
        email: 'new@reader.example',
        ip: 'none',
      },
    ])
    const rows = await test.db.read.select().from(test.db.tables.commentPii)
    t.equal(rows.length, before + 1)
    const kept = rows.find(({ email }) => email === 'new@reader.example')
    t.same(kept?.expiresAt, new Date('2027-02-21T00:00:00Z'))
    t.equal(kept?.ipHash, null)
    const list = await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?limit=100' })
    t.notMatch(list.body, 'reader.example')
    t.notMatch(list.body, '198.51.100')
  })

  t.test('that was deleted here does not come back', async (t) => {
    const key = await test.key()
    const { data } = (await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?limit=100' })).json()
    const { id } = data.find(({ body }: { body: { text: string } }) => body.text === 'Yesterday.')
    const url = `/v1/moderation/comments/${id}/actions`
    await test.send({ method: 'POST', url, key, payload: { action: 'delete', version: 1 } })
    const { comments } = await send([{ id: 31, content: 'Yesterday.' }])
    t.match(comments, { created: 0, unchanged: 1 })
    const after = await test.send({ url: '/v1/articles/ferry-line-to-reopen/comments?limit=100' })
    t.notMatch(after.body, 'Yesterday.')
  })
})

eachApp('an article that is here already', async (t, test) => {
  const key = await test.key()
  const make = async (article: object): Promise<string> =>
    (await test.send({ method: 'POST', url: '/v1/articles', key, payload: article })).json().id

  t.test('is found by its slug, stays as it is, and gets the comments', async (t) => {
    const id = await make({ headline: 'Ours', slug: 'ferry-line-to-reopen' })
    const report = (await sendExport(test, wxrFile(wxrItem({ comments: [{ id: 1 }] })))).json()
    t.match(report.items, [{ action: 'unchanged', articleId: id, problems: [{ code: 'article_found' }] }])
    const article = (await test.send({ url: `/v1/articles/${id}`, key })).json()
    t.match(article, { headline: 'Ours', version: 1, commentCount: 1 })
  })

  t.test('is found by its canonical address, with or without its slash and its s', async (t) => {
    const id = await make({ headline: 'Moved', canonicalUrl: 'https://www.old.example/2026/moved' })
    const moved = wxrItem({ id: 60, slug: 'under-another-name', link: 'http://old.example/2026/moved/' })
    t.match((await sendExport(test, wxrFile(moved))).json().items, [{ action: 'unchanged', articleId: id }])
  })
})

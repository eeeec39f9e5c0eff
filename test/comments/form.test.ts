import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

/** What a browser sends for a plain form. */
const browser = {
  'content-type': 'application/x-www-form-urlencoded',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
}

eachApp('a comment from a plain HTML form', async (t, test) => {
  const site = await siteOn(test)
  const url = `/v1/articles/${site.slug}/comments`
  const submit = (fields: Record<string, string>, headers: object = browser, to = url) =>
    test.send({
      method: 'POST',
      url: to,
      payload: new URLSearchParams(fields).toString(),
      headers: { ...headers },
    })

  t.test('leads the reader back to the article, at the comment', async (t) => {
    const answer = await submit({
      body: 'Line one\r\nLine two',
      authorName: 'Ada',
      authorEmail: '',
      authorUrl: '',
    })
    const [posted] = (await site.get(url)).json().data
    t.equal(answer.statusCode, 303)
    t.equal(answer.headers.location, posted.permalink)
    t.equal(answer.body, '')
    t.equal(posted.body.html, '<p>Line one<br />\nLine two</p>')
    t.equal(posted.author.url, null)
  })

  t.test('answers a program as any other post does', async (t) => {
    for (const accept of ['*/*', 'application/json']) {
      const answer = await submit({ body: `For ${accept}`, authorName: 'Ada' }, { ...browser, accept })
      t.equal(answer.statusCode, 201)
      t.ok(answer.json().editToken)
    }
    const refused = await submit({ body: '' }, { ...browser, accept: '*/*' })
    t.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.equal(refused.json().errors.length, 2)
  })

  t.test('shows the form again with what is wrong and what was entered', async (t) => {
    const answer = await submit({
      body: '',
      authorName: '',
      authorUrl: `https://a.example/"><script>alert('x')</script>`,
      parentId: '"><img src=x onerror=alert(1)>',
    })
    t.equal(answer.statusCode, 422)
    t.equal(answer.headers['content-type'], 'text/html; charset=utf-8')
    t.equal(answer.headers['cache-control'], 'no-store')
    t.match(String(answer.headers['content-security-policy']), "default-src 'none'")
    t.match(answer.body, 'Please enter your comment!')
    t.match(answer.body, 'Please enter your name here')
    t.match(answer.body, `<form method="post" action="${url}">`)
    t.match(
      answer.body,
      'value="https://a.example/&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"',
    )
    t.notMatch(answer.body, '<script')
    t.notMatch(answer.body, '<img')
  })

  t.test('keeps the words of a comment that is refused', async (t) => {
    const words = '\nFirst line is empty </textarea><script>'
    const answer = await submit({ body: words })
    t.match(
      answer.body,
      '<textarea id="body" name="body" rows="8">\n\nFirst line is empty &lt;/textarea&gt;&lt;script&gt;</textarea>',
    )
    t.match(answer.body, 'Please enter your name here')
    t.notMatch(answer.body, 'Please enter your comment!')
  })

  t.test('says in words, never as JSON, why it was not posted', async (t) => {
    const closed = await site.publish('Closed', { commentsOpen: false })
    const toClosed = await submit(
      { body: 'Hi', authorName: 'Ada' },
      browser,
      `/v1/articles/${closed.slug}/comments`,
    )
    t.equal(toClosed.statusCode, 403)
    t.match(toClosed.body, 'This article takes no comments any more.')

    await submit({ body: 'Twice', authorName: 'Ada' })
    const twice = await submit({ body: 'Twice', authorName: 'Ada' })
    t.equal(twice.statusCode, 409)
    t.match(twice.body, 'You have said that already.')

    const nowhere = await submit(
      { body: 'Hi', authorName: 'Ada' },
      browser,
      '/v1/articles/no-such-story/comments',
    )
    t.equal(nowhere.statusCode, 404)
    t.match(nowhere.body, /^<!doctype html>/)

    const unknown = await submit({ body: 'Hi', authorName: 'Ada', isStaff: 'true' })
    t.equal(unknown.statusCode, 422)
    t.match(unknown.body, 'isStaff')
  })

  t.test('follows an article to its new address', async (t) => {
    const before = await site.publish('Old name')
    await test.send({
      method: 'PATCH',
      url: `/v1/articles/${before.id}`,
      key: site.editor,
      headers: { 'if-match': '*' },
      payload: { slug: 'new-name' },
    })
    const moved = await submit(
      { body: 'Hi', authorName: 'Ada' },
      browser,
      `/v1/articles/${before.slug}/comments`,
    )
    t.equal(moved.statusCode, 308)
  })

  t.test('takes no other type of body', async (t) => {
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
    ]) {
      const answer = await submit({ body: 'Hi' }, { 'content-type': type })
      t.equal(answer.statusCode, 415, type)
    }
  })
})

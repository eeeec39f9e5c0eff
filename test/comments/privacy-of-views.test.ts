import { createHash } from 'node:crypto'
import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

eachApp('whoever left a comment', async (t, test) => {
  const site = await siteOn(test)
  const email = 'Canary.Reader@Mail.example'
  const digests = ['md5', 'sha1', 'sha256'].flatMap((name) =>
    [email, email.toLowerCase()].flatMap((text) =>
      (['hex', 'base64', 'base64url'] as const).map((form) => createHash(name).update(text).digest(form)),
    ),
  )
  const post = (payload: object) =>
    test.send({
      method: 'POST',
      url: `/v1/articles/${site.slug}/comments`,
      remoteAddress: '203.0.113.77',
      headers: { 'user-agent': 'Lantern/1.0', referer: 'https://news.example/where-i-was' },
      payload,
    })

  t.test('is found by readers in no view, no header, no change and no refusal', async (t) => {
    const said = { body: 'Read me', authorName: 'Ada', authorEmail: email }
    const posted = await post(said)
    const { id, editToken } = posted.json()
    const reply = (await post({ ...said, body: 'And me', parentId: id })).json()
    const held = (await post({ ...said, body: 'Not me' })).json()
    await site.act(held.id, 'hold')
    const article = `/v1/articles/${site.slug}`
    const answers = [
      posted,
      await post(said),
      await post({ ...said, body: '', authorUrl: 'nowhere' }),
      await post({ ...said, parentId: held.id, body: 'To what is hidden' }),
      await test.send({
        method: 'PATCH',
        url: `/v1/comments/${id}`,
        headers: { 'comment-token': 'wrong' },
        payload: { body: 'x' },
      }),
    ]
    for (const url of [
      `${article}/comments`,
      `${article}/comments?view=tree`,
      `${article}/comments.rss`,
      `${article}/comments.atom`,
      `${article}?include=comments`,
      '/v1/comments',
      '/v1/comments.rss',
      `/v1/comments/${id}`,
      `/v1/comments/${id}/replies`,
      `/v1/comments/${held.id}`,
      `/v1/comments/counts?articleIds=${site.articleId}`,
      '/v1/changes',
    ])
      answers.push(await site.get(url))
    t.equal(answers.filter(({ statusCode }) => statusCode >= 400).length, 5)
    const secrets = [/canary\.reader/i, '203.0.113', 'Lantern', 'where-i-was', reply.editToken, ...digests]
    for (const { body, headers, raw } of answers) {
      const told = body + JSON.stringify(headers)
      for (const secret of secrets) t.notMatch(told, secret, raw.req.url ?? '')
      if (body !== posted.body) t.notMatch(told, editToken, raw.req.url ?? '')
    }
  })
})

import { eachApp } from '../support/app.ts'
import { siteOn } from './site.ts'

const unknownId = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

eachApp('the counts of comments', async (t, test) => {
  const site = await siteOn(test)
  const other = await site.publish('Quiet')
  const url = '/v1/comments/counts'
  const both = async (articleIds: string[]) => {
    const posted = await test.send({ method: 'POST', url, payload: { articleIds } })
    const got = await site.get(`${url}?articleIds=${articleIds.join(',')}`)
    t.equal(posted.statusCode, 200)
    t.same(posted.json(), got.json())
    return got.json()
  }

  t.test('are those of the list, after each step', async (t) => {
    const { id } = await site.say('One')
    await site.say('Two', { parentId: id })
    t.same(await both([site.articleId, other.id]), { [site.articleId]: 2, [other.id]: 0 })
    await site.act(id, 'reject')
    t.same(await both([site.articleId]), { [site.articleId]: 1 })
  })

  t.test('tell nothing of an article that readers cannot see', async (t) => {
    const hidden = await site.publish('Hidden soon')
    await site.post({ body: 'Here', authorName: 'Ada' }, hidden.slug)
    t.same(await both([hidden.id]), { [hidden.id]: 1 })
    const unpublish = `/v1/articles/${hidden.id}/unpublish`
    await test.send({ method: 'POST', url: unpublish, key: site.editor, headers: { 'if-match': '*' } })
    t.same(await both([hidden.id, unknownId]), { [hidden.id]: 0, [unknownId]: 0 })
  })

  t.test('are asked for up to 200 articles', async (t) => {
    const ids = Array.from(
      { length: 201 },
      (_, n) => `019a3f0e-7c2b-7d3e-9a51-${String(n).padStart(12, '0')}`,
    )
    t.equal(Object.keys(await both(ids.slice(1))).length, 200)
    for (const articleIds of [ids, [], ['x'], [unknownId, unknownId]]) {
      t.equal((await test.send({ method: 'POST', url, payload: { articleIds } })).statusCode, 422)
      t.equal((await site.get(`${url}?articleIds=${articleIds.join(',')}`)).statusCode, 400)
    }
  })
})

eachApp('a preview', async (t, test) => {
  const site = await siteOn(test)
  const preview = (payload: object) => test.send({ method: 'POST', url: '/v1/comments/preview', payload })

  t.test('is what the comment will be, and stores nothing', async (t) => {
    const body = `Tom & *Jerry* <b>x</b> [y](javascript:z) ${'\u0337'.repeat(9)}`
    const shown = await preview({ body })
    t.equal(shown.statusCode, 200)
    t.same(await test.db.read.select().from(test.db.tables.comments), [])
    const posted = (await site.post({ body, authorName: 'Ada' })).json()
    t.same(shown.json(), { body: { html: posted.body.html, text: posted.body.text } })
  })

  t.test('is refused as the comment would be', async (t) => {
    for (const body of ['', '> ', undefined]) {
      const answer = await preview({ body })
      t.equal(answer.statusCode, 422)
      t.match(answer.json().errors, [
        { pointer: '/body', code: 'required', message: 'Please enter your comment!' },
      ])
    }
    t.match((await preview({ body: 'x'.repeat(5001) })).json().errors, [
      { pointer: '/body', code: 'too_long' },
    ])
    t.equal((await preview({ body: 'x', authorName: 'Ada' })).statusCode, 200)
  })
})

import { eachApp } from '../support/app.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

const day = 24 * 60 * 60 * 1000

eachApp("an article's own rules for comments", async (t, test) => {
  const site = await siteOn(test)
  const story = await site.publish('Contested')
  const url = `/v1/articles/${story.id}`
  const patch = async (commentSettings: object | null, address = url) =>
    test.send({
      method: 'PATCH',
      url: address,
      key: site.editor,
      payload: { commentSettings },
      headers: { 'if-match': '*' },
    })
  let said = 0
  const post = (slug: string) => site.post({ body: `No. ${++said}`, authorName: 'Ada' }, slug)
  const statusOf = async (slug: string) => (await post(slug)).statusCode

  t.test('hold for it and for no other, from the next comment on', async (t) => {
    t.same((await patch({ mode: 'pre' })).json().commentSettings, { mode: 'pre' })
    t.same([await statusOf(story.slug), await statusOf(site.slug)], [202, 201])
    t.same((await patch({ mode: 'closed', maxLinks: 0 })).json().commentSettings, {
      mode: 'closed',
      maxLinks: 0,
    })
    t.equal(await statusOf(story.slug), 403)
    t.match((await site.get(`/v1/comments/form?articleId=${story.id}`)).json(), { closed: true })
  })

  t.test("are given back to the site's one by one, and all at once", async (t) => {
    await patch(null)
    const early = (await post(story.slug)).json()
    await patch({ mode: 'pre', requireEmail: true, editWindowS: 60 })
    await settle(test, site.editor)({ closeAfterDays: 10 })
    t.same((await patch({ mode: null, maxLinks: null, closeAfterDays: 3650 })).json().commentSettings, {
      requireEmail: true,
      editWindowS: 60,
      closeAfterDays: 3650,
    })
    t.same((await post(story.slug)).json().errors, [
      {
        in: 'body',
        pointer: '/authorEmail',
        code: 'required',
        message: 'Please enter your e-mail address here',
      },
    ])
    const addressed = { body: 'Reachable', authorName: 'Ada', authorEmail: 'ada@reader.example' }
    const posted = (await site.post(addressed, story.slug)).json()
    t.equal(Date.parse(posted.editableUntil) - Date.parse(posted.createdAt), 60_000)
    t.equal(
      (
        await test.send({
          method: 'PATCH',
          url: `/v1/comments/${early.id}`,
          headers: { 'comment-token': early.editToken },
          payload: { body: 'Left before an address was asked for' },
        })
      ).statusCode,
      200,
    )
    await patch({ requireEmail: null })
    test.clock.advance(11 * day)
    t.same([await statusOf(story.slug), await statusOf(site.slug)], [201, 403])
    t.equal((await patch(null)).json().commentSettings, null)
    t.equal(await statusOf(story.slug), 403)
    await settle(test, site.editor)({ closeAfterDays: null })
    t.equal(await statusOf(story.slug), 201)
  })

  t.test('are seen by those alone who may change it', async (t) => {
    await patch({ maxDepth: 1 })
    const reader = await test.key('articles:read', 'comments:moderate')
    for (const key of [undefined, reader]) {
      const one = await test.send({ url, ...(key !== undefined && { key }) })
      t.notMatch(one.body, 'commentSettings')
      t.notMatch(
        (await test.send({ url: '/v1/articles', ...(key !== undefined && { key }) })).body,
        'maxDepth',
      )
    }
    t.same((await test.send({ url, key: site.editor })).json().commentSettings, { maxDepth: 1 })
    const publisher = await test.key('articles:publish')
    const unpublished = await test.send({
      method: 'POST',
      url: `${url}/unpublish`,
      key: publisher,
      headers: { 'if-match': '*' },
    })
    t.equal(unpublished.statusCode, 200)
    t.notMatch(unpublished.body, 'commentSettings')
  })

  t.test('stand in its history, and are not brought back with a text', async (t) => {
    const made = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key: site.editor,
      payload: { headline: 'One', commentSettings: { mode: 'closed', maxLinks: null } },
    })
    const { id, commentSettings } = made.json()
    t.same(commentSettings, { mode: 'closed' })
    const address = `/v1/articles/${id}`
    await patch({ mode: 'pre' }, address)
    const { diff, ...second } = (await test.send({ url: `${address}/revisions/2`, key: site.editor })).json()
    t.same(second.commentSettings, { mode: 'pre' })
    t.same(diff.fields, [{ field: 'commentSettings', before: { mode: 'closed' }, after: { mode: 'pre' } }])
    const restored = await test.send({
      method: 'POST',
      url: `${address}/revisions/1/restore`,
      key: site.editor,
      headers: { 'if-match': '*' },
      payload: {},
    })
    t.match(restored.json(), { version: 3, commentSettings: { mode: 'pre' } })
  })

  t.test('are refused where there is no such rule, or no such value', async (t) => {
    const wrong = [
      { retentionDays: 3 },
      { akismet: false },
      { mode: 'open' },
      { maxLength: 5001 },
      { maxLinks: '2' },
      { closeAfterDays: -1 },
    ]
    for (const rules of wrong) {
      const answer = await patch(rules)
      t.equal(answer.statusCode, 422, JSON.stringify(rules))
      t.match(answer.json().errors, [{ pointer: `/commentSettings/${Object.keys(rules)[0]}` }])
    }
    t.equal((await patch([] as object)).statusCode, 422)
  })
})

import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { listen, readStream } from '../support/streams.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

eachDatabase('the stream of the comments of an article', async (t, db) => {
  const test = await appOn(t, db)
  const site = await siteOn(test)
  const address = await listen(test.app)
  const path = (article = site.slug) => `/v1/articles/${article}/comments/stream`
  const follow = (query = '', headers: Record<string, string> = {}) =>
    readStream(t, address + path() + query, headers)
  const decide = settle(test, site.editor)

  t.test('tells what is published as readers see it, and what is removed by its id alone', async (t) => {
    const reading = await follow()
    await reading.until((text) => /^id: \d+\n\n/m.test(text))
    const { id } = await site.say('Well *reported*.')
    const other = await site.publish('Ferry sails')
    await site.post({ body: 'Elsewhere.', authorName: 'Ada' }, other.slug)
    await reading.until(1)
    await site.act(id, 'reject', { reasonCode: 'other' })
    const [published, removed] = await reading.until(2)
    t.match(published, { event: 'comment.published', data: { id, body: { text: 'Well reported.' } } })
    t.notOk(published?.data.editToken)
    t.same(removed?.data, { id, articleId: site.articleId })
    t.equal(removed?.event, 'comment.removed')
    t.notMatch(reading.text(), 'Elsewhere')
    reading.close()
  })

  t.test('goes on from the last event, and shows no word of what was taken back meanwhile', async (t) => {
    const first = await follow('?since=0')
    const [removal] = await first.until(1)
    t.equal(removal?.event, 'comment.removed', 'its publication is told no more')
    t.notMatch(first.text(), 'reported')
    first.close()
    const { id } = await site.say('Kept.')
    const again = await follow('', { 'last-event-id': removal?.id ?? '' })
    const [next] = await again.until(1)
    t.equal(next?.data.id, id)
    again.close()
  })

  t.test('waits for what waits for a moderator', async (t) => {
    const reading = await follow()
    await reading.until((text) => /^id: \d+\n\n/m.test(text))
    await decide({ mode: 'pre' })
    const held = (await site.post({ body: 'Held for now.', authorName: 'Ada' })).json()
    await site.act(held.id, 'approve')
    const [shown] = await reading.until(1)
    t.equal(shown?.data.id, held.id)
    await decide({ mode: null })
    reading.close()
  })

  t.test('is one for all who listen', async (t) => {
    const all = await Promise.all(Array.from({ length: 20 }, () => follow('?since=0')))
    const before = (await all[0]?.until(1))?.length ?? 0
    await site.say('To everyone.')
    for (const reading of all) await reading.until((text) => text.includes('To everyone.'))
    t.ok(before > 0)
    for (const reading of all) reading.close()
  })

  t.test('is there for no article that readers do not see, and ends when one goes', async (t) => {
    const reading = await follow()
    const draft = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key: site.editor,
      payload: { headline: 'Draft' },
    })
    const key = site.editor
    t.equal((await test.send({ url: path(draft.json().id), key })).statusCode, 404)
    await test.send({
      method: 'POST',
      url: `/v1/articles/${site.articleId}/unpublish`,
      key,
      headers: { 'if-match': '*' },
    })
    await reading.ended
    t.equal((await test.send({ url: path() })).statusCode, 404)
  })
})

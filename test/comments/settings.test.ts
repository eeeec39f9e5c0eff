import { buildApp } from '../../src/app.ts'
import { defaultSettings } from '../../src/comments/settings.ts'
import { open } from '../../src/db/index.ts'
import { appOn, eachApp, testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { settle } from './settings.ts'
import { siteOn } from './site.ts'

const url = '/v1/settings'

eachApp('the settings', async (t, test) => {
  const site = await siteOn(test)
  const patch = (payload: object, match?: string, key = site.editor) =>
    test.send({
      method: 'PATCH',
      url,
      key,
      payload,
      ...(match !== undefined && { headers: { 'if-match': match } }),
    })

  t.test('are the defaults until somebody decides, and need their scope', async (t) => {
    t.same((await test.send({ url, key: site.editor })).json(), { version: 1, comments: defaultSettings })
    const moderator = await test.key('comments:moderate')
    t.equal((await test.send({ url, key: moderator })).statusCode, 403)
    t.equal((await patch({ comments: { mode: 'pre' } }, '*', moderator)).statusCode, 403)
    t.equal((await test.send({ url })).statusCode, 401)
  })

  t.test('change only from the version that was read', async (t) => {
    t.equal((await patch({ comments: { maxLinks: 1 } })).statusCode, 428)
    t.match((await patch({ comments: { maxLinks: 1 } }, '"1"')).json(), {
      version: 2,
      comments: { maxLinks: 1 },
    })
    t.equal((await patch({ comments: { maxLinks: 2 } }, '"1"')).statusCode, 412)
    const racing = await Promise.all(
      Array.from({ length: 6 }, (_, i) => patch({ comments: { maxLinks: i } }, '"2"')),
    )
    t.same(racing.map(({ statusCode }) => statusCode).sort(), [200, 412, 412, 412, 412, 412])
    t.match((await patch({ comments: { maxLinks: null } }, '"3"')).json(), {
      version: 4,
      comments: { maxLinks: 5 },
    })
  })

  t.test('refuse what cannot work', async (t) => {
    for (const comments of [
      { mode: 'open' },
      { maxLength: 0 },
      { maxLinks: '2' },
      { honeypotField: 'authorName' },
      { honeypotField: 'formToken' },
      { akismet: true },
      { colour: 'red' },
    ]) {
      const answer = await patch({ comments }, '*')
      t.equal(answer.statusCode, 422, JSON.stringify(comments))
      t.match(answer.json().errors, [{ pointer: `/comments/${Object.keys(comments)[0]}` }])
    }
    t.equal((await test.send({ url, key: site.editor })).json().version, 4)
  })
})

eachDatabase('a change of settings', async (t, db, url) => {
  t.test('holds in another process with its next request', async (t) => {
    const test = await appOn(t, db)
    const site = await siteOn(test)
    const elsewhere = await open(url)
    const other = await buildApp({ config: testConfig(), db: elsewhere, now: test.clock.now })
    t.teardown(() => other.close().then(() => elsewhere.close()))
    const post = (body: string) =>
      other.inject({
        method: 'POST',
        url: `/v1/articles/${site.slug}/comments`,
        payload: { body, authorName: 'Ada' },
      })
    t.equal((await post('Before')).statusCode, 201)
    await settle(test, site.editor)({ mode: 'pre' })
    t.equal((await post('After')).statusCode, 202)
    await settle(test, site.editor)({ mode: 'closed' })
    t.equal((await post('Too late')).statusCode, 403)
  })
})

import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

eachDatabase('a setting does what the README says:', async (t, db) => {
  t.test('DATELINE_BODY_LIMIT refuses a larger body with 413', async (t) => {
    const test = await appOn(t, db, { DATELINE_BODY_LIMIT: '1024' })
    const post = (size: number) =>
      test.send({ method: 'POST', url: '/v1/extractions', payload: { text: 'x'.repeat(size) } })
    t.equal((await post(900)).statusCode, 200)
    t.equal((await post(1100)).statusCode, 413)
  })

  t.test("DATELINE_ARTICLE_URL is a story's own page", async (t) => {
    const test = await appOn(t, db, { DATELINE_ARTICLE_URL: 'https://site.example/{slug}/' })
    const key = await test.key()
    const made = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      payload: { headline: 'Own page' },
    })
    t.equal(made.json().canonicalUrl, 'https://site.example/own-page/')
  })

  t.test('DATELINE_SITE_NAME and DATELINE_PUBLISHER are in the index', async (t) => {
    const test = await appOn(t, db, {
      DATELINE_SITE_NAME: 'The Courier',
      DATELINE_PUBLISHER: 'Courier Press',
    })
    t.match((await test.send({ url: '/v1' })).json(), { name: 'The Courier', publisher: 'Courier Press' })
  })
})

import { buildApp } from '../../src/app.ts'
import { logSerializers } from '../../src/http/server.ts'
import { appOn, testConfig } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { injectIntoServer } from '../support/streams.ts'
import { canary, plant } from './private-things.ts'
import { requestsOf } from './public-requests.ts'

eachDatabase('the log of what readers ask', async (t, db) => {
  const test = await appOn(t, db)
  const planted = await plant(test, 'one')
  const lines: string[] = []
  const stream = { write: (line: string) => void lines.push(line) }
  const logged = await buildApp({
    config: testConfig(),
    db,
    now: test.clock.now,
    logger: { level: 'trace', serializers: logSerializers, stream },
  })
  t.teardown(() => logged.close())
  injectIntoServer(logged)
  const linesOf = async (ask: () => Promise<unknown>) => {
    lines.length = 0
    await ask()
    return lines.join('')
  }

  t.test('holds nothing private that the request itself does not say', async (t) => {
    const urls = requestsOf(test, planted, 'one').filter((url) => !canary.test(url))
    t.ok(urls.length > 200, `${urls.length} addresses`)
    const log = await linesOf(async () => {
      for (const url of urls) await logged.inject({ url })
    })
    t.ok(lines.length >= urls.length * 2)
    t.notMatch(log, canary)
  })

  t.test('holds nothing of who comments, nor what is said', async (t) => {
    const payload = {
      authorName: 'Kanarie Name',
      authorEmail: 'kanarie@reader.example',
      authorUrl: 'https://kanarie.example/',
      body: 'Kanarie text.',
    }
    const headers = { 'user-agent': 'kanarie/1', referer: 'https://kanarie.example/', cookie: 'kanarie=1' }
    const url = `/v1/articles/${planted.site.slug}/comments`
    let token = ''
    const log = await linesOf(async () => {
      const posted = await logged.inject({ method: 'POST', url, payload, headers })
      t.equal(posted.statusCode, 201, posted.body)
      token = posted.json().editToken
      await logged.inject({ method: 'POST', url, payload, headers })
      await logged.inject({ method: 'POST', url, payload: { ...payload, surprise: 'Kanarie' }, headers })
      await logged.inject({
        method: 'POST',
        url: '/v1/extractions',
        payload: { text: 'Kanarie text.' },
        headers,
      })
      await logged.inject({
        method: 'PATCH',
        url: `/v1/comments/${posted.json().id}`,
        payload: { body: 'Kanarie again.' },
        headers: { ...headers, 'comment-token': token },
      })
    })
    t.ok(token.length > 20)
    t.notMatch(log, canary)
    t.notOk(log.includes(token))
  })

  t.test('holds no key and no token, wherever it was sent', async (t) => {
    const { previewToken, editTokens, site } = planted
    const secrets = [previewToken, ...editTokens, site.editor]
    t.ok(secrets.every((secret) => secret.length > 20))
    const log = await linesOf(async () => {
      await logged.inject({ url: `/v1/previews/${previewToken}` })
      await logged.inject({ url: `/v1/previews/${previewToken}?surprise=1` })
      await logged.inject({ url: `/v1/articles?key=${site.editor}` })
      await logged.inject({ url: '/v1/articles', headers: { authorization: `Bearer ${site.editor}x` } })
      for (const token of editTokens) {
        const url = `/v1/comments/${planted.comments[0]}`
        await logged.inject({ method: 'DELETE', url, headers: { 'comment-token': token } })
      }
    })
    for (const secret of secrets) {
      t.notOk(log.includes(secret), `${secret.slice(0, 3)}…`)
      t.notOk(log.includes(secret.slice(-30)), 'nor the end of it')
    }
  })
})

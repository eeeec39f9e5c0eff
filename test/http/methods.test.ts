import { METHODS } from 'node:http'
import { eachApp } from '../support/app.ts'
import { operationsOf, unknownId } from '../support/operations.ts'

// CONNECT never reaches a router; the other two every address answers.
const questions = ['CONNECT', 'HEAD', 'OPTIONS']

eachApp('every address of the document', async (t, test) => {
  const operations = operationsOf(test.app)
  const urls = [...new Set(operations.map((operation) => operation.url))]
  const methodsAt = (url: string) =>
    operations.filter((operation) => operation.url === url).map((operation) => operation.method as string)

  t.test('refuses each method it does not document, and names those it does', async (t) => {
    for (const url of urls) {
      const documented = methodsAt(url)
      const also = documented.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS']
      const allow = [...documented, ...also].sort().join(', ')
      const others = METHODS.filter((method) => !documented.includes(method) && !questions.includes(method))
      for (const method of others) {
        const answer = await test.app.inject({ method: method as 'GET', url })
        const said = { status: answer.statusCode, allow: answer.headers.allow }
        t.same(said, { status: 405, allow }, `${method} ${url}`)
      }
      const options = await test.app.inject({ method: 'OPTIONS', url })
      t.same({ status: options.statusCode, allow: options.headers.allow }, { status: 204, allow }, url)
    }
  })

  t.test('that has a GET has a HEAD of the same status and headers, without the body', async (t) => {
    const key = await test.key()
    const payload = { headline: 'Seen', body: { blocks: [{ type: 'paragraph', text: 'It was seen.' }] } }
    const { id } = (await test.send({ method: 'POST', url: '/v1/articles', key, payload })).json()
    for (const { url } of operations.filter((operation) => operation.method === 'GET')) {
      for (const at of new Set([url, url.replace(`/articles/${unknownId}`, `/articles/${id}`)])) {
        const headers = { authorization: `Bearer ${key}` }
        const get = await test.app.inject({ url: at, headers })
        const head = await test.app.inject({ method: 'HEAD', url: at, headers })
        t.equal(head.statusCode, get.statusCode, at)
        t.equal(head.body, '', at)
        t.same(lasting(head.headers), lasting(get.headers), at)
      }
    }
  })
})

/** The headers without what differs between any two requests. */
const lasting = ({ date, 'x-request-id': id, ...rest }: Record<string, unknown>) => rest

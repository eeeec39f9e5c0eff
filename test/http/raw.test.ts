import { once } from 'node:events'
import { connect } from 'node:net'
import { appOn, eachApp } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'

/** Milliseconds in which a server begins to answer, however busy the machine is. */
const patience = 20_000

/** Sends bytes as they are and gives back all that is answered until the server closes, or has begun and has nothing to add. */
async function exchange(port: number, bytes: string, settle = 300): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let answer = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk
    socket.setTimeout(settle)
  })
  socket.on('error', () => undefined)
  socket.setTimeout(patience, () => socket.destroy())
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

eachApp('a request that no two servers would read alike', async (t, test) => {
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  const address = test.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const hidden = 'GET /v1/hidden HTTP/1.1\r\nHost: a\r\n\r\n'

  const requests: Record<string, string> = {
    'two hosts': 'GET /v1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'no host': 'GET /v1 HTTP/1.1\r\n\r\n',
    'two lengths': `POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n${hidden}`,
    'length and coding': `POST /v1/articles HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'an unknown coding': `POST /v1/articles HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    'a space before the colon': `GET /v1 HTTP/1.1\r\nHost : a\r\n\r\n${hidden}`,
    'a folded header': 'GET /v1 HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n',
  }

  for (const [name, bytes] of Object.entries(requests)) {
    t.test(`(${name}) is refused in the one shape`, async (t) => {
      const answer = await exchange(port, bytes)
      t.match(answer, /^HTTP\/1\.1 400 /)
      t.match(answer, /application\/problem\+json/)
      const id = /"requestId":"([^"]+)"/.exec(answer)?.[1]
      t.match(answer.toLowerCase(), `x-request-id: ${id}`)
      t.notMatch(answer, '/v1/hidden')
    })
  }

  t.test('with headers too large is 431 in the one shape', async (t) => {
    const answer = await exchange(port, `GET /v1 HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)
    t.match(answer, /^HTTP\/1\.1 431 [\s\S]*application\/problem\+json[\s\S]*"code":"headers_too_large"/)
  })

  t.test('with an address too long is 414 in the one shape', async (t) => {
    const answer = await exchange(port, `GET /v1/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)
    t.match(answer, /^HTTP\/1\.1 414 [\s\S]*application\/problem\+json[\s\S]*"code":"uri_too_long"/)
  })

  t.test('with a body announced too large is 413 before any of it comes', async (t) => {
    const key = await test.key()
    const head = ['POST /v1/articles HTTP/1.1', 'Host: a', `Authorization: Bearer ${key}`]
    const body = ['Content-Type: application/json', 'Content-Length: 10000000000']
    const answer = await exchange(port, `${[...head, ...body].join('\r\n')}\r\n\r\n`)
    t.match(answer, /^HTTP\/1\.1 413 [\s\S]*application\/problem\+json[\s\S]*"code":"too_large"/)
  })

  t.test(
    'with an expectation that nobody can meet is 417 in the one shape, and 100-continue is met',
    async (t) => {
      const ask = (expect: string) =>
        exchange(
          port,
          `POST /v1/extractions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 38\r\nExpect: ${expect}\r\n\r\n{"text":"Bridge opens\\n\\nIt is open."}`,
        )
      t.match(
        await ask('a-miracle'),
        /^HTTP\/1\.1 417 [\s\S]*application\/problem\+json[\s\S]*"code":"expectation_failed"/,
      )
      t.match(await ask('100-continue'), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /)
    },
  )

  t.test('and a hundred that are pipelined are answered in order', async (t) => {
    const last = (i: number) => (i === 99 ? 'Connection: close\r\n' : '')
    const requests = Array.from(
      { length: 100 },
      (_, i) => `GET /v1/n${i} HTTP/1.1\r\nHost: a\r\n${last(i)}\r\n`,
    )
    const answer = await exchange(port, requests.join(''), patience)
    const order = [...answer.matchAll(/"instance":"\/v1\/n(\d+)"/g)].map(([, n]) => Number(n))
    t.same(
      order,
      Array.from({ length: 100 }, (_, i) => i),
    )
  })
})

eachDatabase('a request that does not arrive in time', async (t, db) => {
  const { app } = await appOn(t, db, { DATELINE_REQUEST_TIMEOUT_MS: '1000' })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const halves = {
    headers: 'GET /v1 HTTP/1.1\r\nHost: a\r\nX-Slow:',
    body: 'POST /v1/extractions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"text":',
  }

  for (const [half, bytes] of Object.entries(halves)) {
    t.test(
      `in its ${half} is 408 in the one shape, and its connection is closed by the server`,
      async (t) => {
        const answer = await exchange(port, bytes, patience)
        t.match(answer, /^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*"code":"timeout"/)
      },
    )
  }

  t.test('keeps nobody else waiting', async (t) => {
    const slow = exchange(port, halves.headers, patience)
    t.equal((await fetch(`http://127.0.0.1:${port}/health/live`)).status, 200)
    await slow
  })
})

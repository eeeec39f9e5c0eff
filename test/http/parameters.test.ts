import { eachApp } from '../support/app.ts'
import { operationsOf } from '../support/operations.ts'

eachApp('every read', async (t, test) => {
  const key = await test.key()
  for (const headline of ['One', 'Two', 'Three']) {
    const payload = { headline, section: 'a_b', tags: ['100%', 'axb'], byline: 'By A_B' }
    const { id } = (await test.send({ method: 'POST', url: '/v1/articles', key, payload })).json()
    await test.send({ method: 'POST', url: `/v1/articles/${id}/publish`, key, headers: { 'if-match': '*' } })
  }
  const reads = operationsOf(test.app).filter(({ method }) => method === 'GET')
  const ask = (url: string, name: string, value: string) =>
    test.send({ url: `${url}?${name}=${encodeURIComponent(value)}`, key })

  /** Of a list, or of a feed as far as it has any. */
  const itemsOf = ({ headers, body }: { headers: Record<string, unknown>; body: string }): unknown =>
    String(headers['content-type']).startsWith('application/json')
      ? JSON.parse(body).data
      : (body.match(/<item>|<entry|"id":"urn/g) ?? [])

  t.test('refuses a parameter it does not know, and names it', async (t) => {
    for (const { template, url: unknown } of reads) {
      const url = template === '/problems/{code}' ? '/problems/invalid' : unknown
      const answer = await ask(url, 'surprise', '1')
      t.match(
        answer.json(),
        { status: 400, errors: [{ in: 'query', pointer: '/surprise', code: 'unknown' }] },
        url,
      )
    }
  })

  t.test('takes what looks like SQL or a pattern as what it says', async (t) => {
    const values = [
      "' OR 1=1 --",
      '%',
      '_',
      'a%',
      'a__',
      "'); DROP TABLE articles; --",
      '" OR ""="',
      '\\',
      'One\0',
    ]
    for (const { url, parameters } of reads) {
      for (const name of parameters.filter((one) => one !== 'fields')) {
        for (const value of values) {
          const answer = await ask(url, name, value)
          const said = `${url}?${name}=${value} is ${answer.statusCode}`
          t.ok([200, 400, 404].includes(answer.statusCode), said)
          if (answer.statusCode === 200) t.same(itemsOf(answer), [], `${said} and finds nothing`)
        }
      }
    }
    t.equal((await test.send({ url: '/v1/articles' })).json().data.length, 3, 'nothing is lost')
  })

  t.test('takes a list without an item, or one of a thousand, for a mistake', async (t) => {
    for (const { url } of reads.filter((read) => read.parameters.includes('include')))
      for (const value of ['', ',', Array.from({ length: 1000 }, () => 'quotes').join(',')])
        t.equal((await ask(url, 'include', value)).statusCode, 400, `${url} ${value.slice(0, 20)}`)
  })

  t.test('that is a list has a largest page', async (t) => {
    const lists = reads.filter(({ parameters }) => parameters.includes('limit'))
    t.ok(lists.length > 6)
    for (const { url } of lists)
      for (const value of ['100000', '0', '-1', '1e2', '0x10', '010', '1.0', ' 5', '9007199254740993'])
        t.equal((await ask(url, 'limit', value)).statusCode, 400, `${url}?limit=${value}`)
  })

  t.test('takes no cursor but the one that was given out, to the bit', async (t) => {
    const { page } = (await test.send({ url: '/v1/articles?limit=1' })).json()
    t.equal((await ask('/v1/articles', 'cursor', page.next)).statusCode, 200)
    const bytes = Buffer.from(page.next, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes)
      const at = bit >> 3
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7))
      t.equal(
        (await ask('/v1/articles', 'cursor', flipped.toString('base64url'))).statusCode,
        400,
        `bit ${bit}`,
      )
    }
    for (const { url } of reads.filter(({ parameters }) => parameters.includes('cursor')))
      if (url !== '/v1/articles') t.not((await ask(url, 'cursor', page.next)).statusCode, 200, url)
  })

  t.test('finds nothing under a number that no id is', async (t) => {
    const ids = ['9007199254740993', '1e3', '0x1', '-1', '01', '1%20', '%00', 'a%2Fb', '%F0%9F%8E%89']
    for (const { template } of reads.filter((read) => read.template.includes('{')))
      for (const id of ids) {
        const url = template.replaceAll(/\{\w+\}/g, id)
        t.ok([400, 404].includes((await test.send({ url, key })).statusCode), url)
      }
  })
})

eachApp('a list that is walked while others write', async (t, test) => {
  const key = await test.key()
  const publish = async (headline: string) => {
    const { id } = (
      await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline } })
    ).json()
    await test.send({ method: 'POST', url: `/v1/articles/${id}/publish`, key, headers: { 'if-match': '*' } })
    return id as string
  }

  t.test('shows each story that stands still exactly once', async (t) => {
    const standing = new Set<string>()
    for (let n = 0; n < 24; n++) {
      standing.add(await publish(`Standing ${n}`))
      test.clock.advance(n % 3 === 0 ? 0 : 1000)
    }
    const seen: string[] = []
    let next: string | null = ''
    for (let page = 0; next !== null; page++) {
      const writing = Promise.all(Array.from({ length: 4 }, (_, n) => publish(`Moving ${page} ${n}`)))
      const url: string = `/v1/articles?limit=5${next === '' ? '' : `&cursor=${next}`}`
      const list = (await test.send({ url })).json()
      await writing
      test.clock.advance(500)
      seen.push(...list.data.map((article: { id: string }) => article.id))
      next = list.page.next
    }
    t.equal(new Set(seen).size, seen.length, 'nothing is shown twice')
    t.same(
      [...standing].filter((id) => !seen.includes(id)),
      [],
      'nothing is left out',
    )
  })
})

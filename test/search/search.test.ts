import { eachApp, type TestApp } from '../support/app.ts'

const bodyOf = (...texts: string[]) => ({ blocks: texts.map((text) => ({ type: 'paragraph', text })) })

async function deskOf(test: TestApp) {
  const key = await test.key()
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const headers = { 'if-match': '*' }
    const answer = await test.send({ method, url, key, headers, ...(payload !== undefined && { payload }) })
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`)
    return answer.body === '' ? undefined : answer.json()
  }
  return {
    key,
    send,
    draft: (headline: string, more: object = {}) => send('POST', '/v1/articles', { headline, ...more }),
    async publish(headline: string, more: object = {}) {
      const { id } = await send('POST', '/v1/articles', { headline, ...more })
      return send('POST', `/v1/articles/${id}/publish`, {})
    },
    search: async (q: string, more = '', path = 'articles', as?: string) => {
      const url = `/v1/${path}?q=${encodeURIComponent(q)}&count=exact&limit=100${more}`
      return (await test.send({ url, key: as })).json()
    },
  }
}

const headlines = (list: { data: { headline: string }[] }) => list.data.map(({ headline }) => headline).sort()

eachApp('a search for articles', async (t, test) => {
  const desk = await deskOf(test)
  await desk.publish('Müller opens the harbour bridge', {
    summary: 'Traffic crosses the Élysée canal again 🎉',
    body: bodyOf(
      'The repair of the bridge took two years.',
      '“We paid for every bolt,” Mayor Tomas Lund said.',
    ),
  })
  await desk.publish('Toll on the bridge is dropped', {
    body: bodyOf('No toll, no queue. 東京で橋が開いた。'),
  })
  await desk.publish('Straße nach Łódź gesperrt', {
    body: bodyOf("It doesn't open, 100% of C++ a_b users say."),
  })

  const cases: [string, string[]][] = [
    ['muller', ['Müller opens the harbour bridge']],
    ['MÜLLER', ['Müller opens the harbour bridge']],
    ['mu\u0308ller', ['Müller opens the harbour bridge']],
    ['elysee', ['Müller opens the harbour bridge']],
    ['strasse', ['Straße nach Łódź gesperrt']],
    ['łódź', ['Straße nach Łódź gesperrt']],
    ['bridge', ['Müller opens the harbour bridge', 'Toll on the bridge is dropped']],
    ['bridge -toll', ['Müller opens the harbour bridge']],
    ['bridge -"no toll"', ['Müller opens the harbour bridge']],
    ['"repair of the bridge"', ['Müller opens the harbour bridge']],
    ['"bridge the of repair"', []],
    ['"harbour bridge traffic"', []],
    ['"bridge is dropped no toll"', []],
    ['tomas lund', ['Müller opens the harbour bridge']],
    ['東京', ['Toll on the bridge is dropped']],
    ['橋', ['Toll on the bridge is dropped']],
    ['京東', []],
    ['🎉', ['Müller opens the harbour bridge']],
    ["doesn't", ['Straße nach Łódź gesperrt']],
    ['c++', ['Straße nach Łódź gesperrt']],
    ['hello-world', []],
    ['bridge AND toll', []],
    ['NEAR(bridge toll)', []],
    ['headline: bridge', []],
    ['bridge*', ['Müller opens the harbour bridge', 'Toll on the bridge is dropped']],
    ['"bridge', ['Müller opens the harbour bridge', 'Toll on the bridge is dropped']],
    ['(bridge', ['Müller opens the harbour bridge', 'Toll on the bridge is dropped']],
    ["bridge'; drop table articles; --", []],
    ['100%', ['Straße nach Łódź gesperrt']],
    ['a_b', ['Straße nach Łódź gesperrt']],
    ['axb', []],
    ['¶', []],
  ]
  for (const [q, expected] of cases.filter(([q]) => q !== '¶')) {
    t.test(`for ${q} finds ${expected.length}`, async (t) => {
      const found = await desk.search(q)
      t.same(headlines(found), [...expected].sort())
      t.equal(found.page.total, expected.length)
      t.same(headlines(await desk.search(q, '&sort=-publishedAt')), [...expected].sort())
    })
  }

  t.test('without a word to look for, or with too many, is refused', async (t) => {
    const many = Array.from({ length: 17 }, (_, i) => `w${i}`).join(' ')
    for (const q of ['""', '-toll', '*', '¶', "'", '(', 'AND"'.slice(3), '%', '   ', many, '東'.repeat(65)]) {
      const answer = await test.send({ url: `/v1/articles?q=${encodeURIComponent(q)}` })
      t.equal(answer.statusCode, 400, q)
      t.match(answer.json().errors, [{ in: 'query', pointer: '/q' }])
    }
    t.equal((await test.send({ url: '/v1/articles?sort=relevance' })).statusCode, 400)
  })

  t.test('shows where it was found, in code points', async (t) => {
    const [found] = (await desk.search('lund 🎉 muller')).data
    const marked = found.excerpts.map(
      ({ field, text, marks }: { field: string; text: string; marks: { start: number; end: number }[] }) => [
        field,
        ...marks.map(({ start, end }) => [...text].slice(start, end).join('')),
      ],
    )
    t.same(marked, [
      ['headline', 'Müller'],
      ['summary', '🎉'],
      ['body', 'Lund'],
      ['speaker', 'Lund'],
    ])
    t.same(
      (await test.send({ url: '/v1/articles?limit=1' })).json().data[0].excerpts,
      undefined,
      'only where there is a query',
    )
  })

  t.test('puts the better answer first', async (t) => {
    await desk.publish('Zebra', { body: bodyOf('Nothing else. Quagga.') })
    await desk.publish('Quagga', { body: bodyOf('A quagga is a quagga.') })
    await desk.publish('Horse', { body: bodyOf('No zebra, and one quagga.') })
    const { data } = await desk.search('quagga')
    t.equal(data[0].headline, 'Quagga')
    t.equal(data.length, 3)
  })

  t.test('never finds what the caller may not see', async (t) => {
    const { id } = await desk.draft('Xylophone canary', { body: bodyOf('A xylophone.') })
    const later = new Date(test.clock.now().getTime() + 60_000).toISOString()
    await desk.publish('Xylophone under embargo', { embargoUntil: later })
    const { data, page } = await desk.search('xylophone')
    t.same([data, page.total], [[], 0])
    t.same(headlines(await desk.search('xylophone', '&status=draft', 'articles', desk.key)), [
      'Xylophone canary',
    ])
    await desk.send('POST', `/v1/articles/${id}/publish`, {})
    t.same(headlines(await desk.search('xylophone')), ['Xylophone canary'])
    await desk.send('POST', `/v1/articles/${id}/unpublish`, {})
    t.same((await desk.search('xylophone')).page.total, 0)
  })

  t.test('finds captions, as long as their rights do not end', async (t) => {
    const { id: articleId } = await desk.publish('Picture of the day')
    const credit = {
      articleId,
      caption: 'A vermilion kite.',
      creditLine: 'Photo by Ada Ferris/Tri-County News',
    }
    const { id } = await desk.send('POST', '/v1/media-credits', credit)
    t.same(headlines(await desk.search('vermilion')), ['Picture of the day'])
    const rightsExpireAt = new Date(test.clock.now().getTime() + 60_000).toISOString()
    await desk.send('PATCH', `/v1/media-credits/${id}`, { rightsExpireAt })
    t.same(headlines(await desk.search('vermilion')), [])
    t.equal((await desk.search('vermilion', '', 'media-credits')).page.total, 1)
    t.equal((await desk.search('ferris', '&creator=ada%20ferris', 'media-credits')).page.total, 1)
    test.clock.advance(60_000)
    t.equal((await desk.search('vermilion', '', 'media-credits')).page.total, 0)
  })

  t.test('has its like for quotes', async (t) => {
    const found = await desk.search('"every bolt" lund', '', 'quotes')
    t.equal(found.page.total, 1)
    t.equal(found.data[0].speaker.name, 'Tomas Lund')
    t.equal((await desk.search('every bolt -lund', '', 'quotes')).page.total, 0)
    await desk.send('PATCH', `/v1/quotes/${found.data[0].id}`, { speaker: { name: 'Ada Ferris' } })
    t.equal((await desk.search('ferris', '', 'quotes')).page.total, 1)
    t.same(headlines(await desk.search('ferris')), ['Müller opens the harbour bridge'])
  })
})

eachApp('pages of a search', async (t, test) => {
  const desk = await deskOf(test)
  const ids = new Set<string>()
  for (let i = 0; i < 230; i++) {
    const { id } = await desk.publish(`Gull ${i}`, { body: bodyOf(`Sea. ${'gull '.repeat(i % 7)}`) })
    ids.add(id)
  }

  t.test(
    'give each article once, also beyond what is ranked at once, and while others are written',
    async (t) => {
      const seen: string[] = []
      let cursor = ''
      do {
        const answer = await test.send({ url: `/v1/articles?q=gull&fields=slug&limit=30${cursor}` })
        const { data, page } = answer.json()
        seen.push(...data.map(({ id }: { id: string }) => id))
        cursor = page.next === null ? '' : `&cursor=${page.next}`
        await desk.publish('Gull of late')
      } while (cursor !== '')
      t.equal(seen.length, 230)
      t.same(new Set(seen), ids)
    },
  )

  t.test('are continued by a cursor of the same query only', async (t) => {
    const { page } = (await test.send({ url: '/v1/articles?q=gull&limit=5' })).json()
    t.equal((await test.send({ url: `/v1/articles?q=late&limit=5&cursor=${page.next}` })).statusCode, 400)
  })
})

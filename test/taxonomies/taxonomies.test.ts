import { eachApp, type TestApp } from '../support/app.ts'

/** The desk's hands. */
function deskOf({ send }: TestApp, key: string) {
  const act = (id: string, action: string) =>
    send({ method: 'POST', url: `/v1/articles/${id}/${action}`, key, headers: { 'if-match': '*' } })
  const create = async (body: object) =>
    (await send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Filed', ...body } })).json()
  return {
    act,
    create,
    async published(body: object) {
      const article = await create(body)
      await act(article.id, 'publish')
      return article
    },
  }
}

const listOf = async ({ send }: TestApp, url: string, key?: string) => (await send({ url, key })).json()

/** Walks all pages of a list. */
async function walk(test: TestApp, url: string): Promise<{ name: string; articleCount: number }[]> {
  const all: { name: string; articleCount: number }[] = []
  let cursor = ''
  do {
    const { data, page } = await listOf(test, `${url}?limit=2${cursor}`)
    all.push(...data)
    cursor = page.next === null ? '' : `&cursor=${page.next}`
  } while (cursor !== '')
  return all
}

eachApp('sections, tags and authors', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const desk = deskOf(test, key)
  const filed = (section: string, ...tags: string[]) => ({
    section,
    tags,
    authors: [{ name: 'Ada Ferris' }, { name: `${section} desk` }],
  })
  await desk.published(filed('local', 'harbour', 'Ferry'))
  await desk.published(filed('Sport', 'Ferry'))
  await desk.published(filed('Local', 'FERRY', 'Brücke'))
  await desk.published({})

  t.test('are listed by name with their counts, in the spelling of the newest article', async (t) => {
    t.same(await listOf(test, '/v1/sections?count=exact'), {
      data: [
        { name: 'Local', articleCount: 2 },
        { name: 'Sport', articleCount: 1 },
      ],
      page: { limit: 20, next: null, total: 2 },
    })
    t.same((await listOf(test, '/v1/tags')).data, [
      { name: 'Brücke', articleCount: 1 },
      { name: 'FERRY', articleCount: 3 },
      { name: 'harbour', articleCount: 1 },
    ])
    t.same((await listOf(test, '/v1/authors')).data, [
      { name: 'Ada Ferris', articleCount: 3 },
      { name: 'Local desk', articleCount: 2 },
      { name: 'Sport desk', articleCount: 1 },
    ])
  })

  t.test('come in pages, each once', async (t) => {
    for (const name of ['sections', 'tags', 'authors']) {
      t.same(await walk(test, `/v1/${name}`), (await listOf(test, `/v1/${name}?limit=100`)).data, name)
    }
    const { page } = await listOf(test, '/v1/tags?limit=1')
    t.equal((await test.send({ url: `/v1/authors?cursor=${page.next}` })).statusCode, 400)
    t.equal((await test.send({ url: '/v1/tags?sort=-articleCount' })).statusCode, 400)
  })

  t.test('hold nothing of what readers do not see, for keys neither', async (t) => {
    const canary = filed('Canary', 'canary')
    const { id: taken } = await desk.published(canary)
    await desk.act(taken, 'unpublish')
    await desk.create(canary)
    await desk.published({ ...canary, embargoUntil: '2026-11-24T10:00:00Z' })
    const lists = async (reader?: string) =>
      Promise.all(
        ['sections', 'tags', 'authors'].map((name) => listOf(test, `/v1/${name}?count=exact`, reader)),
      )
    const before = await lists()
    t.notMatch(JSON.stringify(before), /canary/i)
    t.same(
      before.map(({ page }) => page.total),
      [2, 3, 3],
    )
    t.same(await lists(key), before)
    test.clock.advance(3_600_000)
    for (const { data } of await lists())
      t.match(
        data.filter(({ name }: { name: string }) => /canary/i.test(name)),
        [{ articleCount: 1 }],
      )
  })
})

eachApp('subjects', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const desk = deskOf(test, key)
  const uri = 'http://cv.iptc.org/newscodes/mediatopic/20000350'
  const { id: one, subjects: asUri } = await desk.published({ subjects: [{ name: 'cycling', uri }] })
  const { id: two, subjects: asQcode } = await desk.published({
    subjects: [{ name: 'Radsport', qcode: 'medtop:20000350' }, { name: 'again', uri }, { name: 'Bridges' }],
  })
  const { id: three } = await desk.published({
    subjects: [{ name: 'Budget', uri: 'https://a.example/budget' }],
  })
  await desk.create({ subjects: [{ name: 'Canary' }] })

  t.test('have both codes of a Media Topic, whichever was given, and each subject once', async (t) => {
    t.same(asUri, [{ name: 'cycling', qcode: 'medtop:20000350', uri }])
    t.same(asQcode, [
      { name: 'Radsport', qcode: 'medtop:20000350', uri },
      { name: 'Bridges', qcode: null, uri: null },
    ])
  })

  t.test('are listed with their counts, one entry for all spellings', async (t) => {
    const { data, page } = await listOf(test, '/v1/subjects?count=exact')
    const plain = { language: null, broader: [] }
    t.same(data, [
      { qcode: null, uri: null, name: 'Bridges', ...plain, articleCount: 1 },
      { qcode: null, uri: 'https://a.example/budget', name: 'Budget', ...plain, articleCount: 1 },
      { qcode: 'medtop:20000350', uri, name: 'Radsport', ...plain, articleCount: 2 },
    ])
    t.equal(page.total, 3)
    t.same(await walk(test, '/v1/subjects'), data)
  })

  t.test('filter the articles by qcode, by URI and by exact name', async (t) => {
    const idsOf = async (subject: string) =>
      (
        await listOf(test, `/v1/articles?fields=id&sort=publishedAt&subject=${encodeURIComponent(subject)}`)
      ).data
        .map(({ id }: { id: string }) => id)
        .sort()
    for (const spelling of ['medtop:20000350', uri, 'https://cv.iptc.org/newscodes/mediatopic/20000350'])
      t.same(await idsOf(spelling), [one, two].sort(), spelling)
    t.same(await idsOf('RADSPORT'), [two])
    t.same(await idsOf('bridges'), [two])
    t.same(await idsOf('https://a.example/budget'), [three])
    t.same(await idsOf('canary'), [])
    t.equal((await test.send({ url: '/v1/articles?subject=' })).statusCode, 400)
  })

  t.test('are refused where they contradict themselves or have a code that is none', async (t) => {
    const refused: [object, string][] = [
      [{ name: 'x', qcode: 'medtop:20000351', uri }, '/subjects/0/uri'],
      [{ name: 'x', qcode: '' }, '/subjects/0/qcode'],
      [{ name: 'x', qcode: 'no code' }, '/subjects/0/qcode'],
      [{ name: ' ' }, '/subjects/0/name'],
    ]
    for (const [subject, pointer] of refused) {
      const payload = { headline: 'x', subjects: [subject] }
      const answer = await test.send({ method: 'POST', url: '/v1/articles', key, payload })
      t.match(answer.json(), { status: 422, errors: [{ pointer }] }, pointer)
    }
    const subjects = Array.from({ length: 101 }, (_, i) => ({ name: `Subject ${i}` }))
    const answer = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      payload: { headline: 'x', subjects },
    })
    t.match(answer.json(), { status: 422, errors: [{ pointer: '/subjects' }] })
  })

  t.test('and tags, sections and authors meet in whatever normal form they come', async (t) => {
    await desk.published({
      section: 'Cafe\u0301',
      tags: ['Bru\u0308cke'],
      subjects: [{ name: 'Zu\u0308ge' }],
    })
    await desk.published({ section: 'Caf\u00e9', tags: ['Br\u00fccke'], subjects: [{ name: 'Z\u00fcge' }] })
    for (const [list, name] of [
      ['sections', 'Caf\u00e9'],
      ['tags', 'Br\u00fccke'],
      ['subjects', 'Z\u00fcge'],
    ]) {
      const { data } = await listOf(test, `/v1/${list}?limit=100`)
      t.match(
        data.filter((term: { name: string }) => term.name.normalize('NFC') === name),
        [{ name, articleCount: 2 }],
      )
    }
  })
})

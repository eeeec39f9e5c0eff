import type { Test } from 'tap'
import { eachApp, type TestApp } from '../support/app.ts'

const paragraph = (text: string) => ({ type: 'paragraph', text })

async function create({ send }: TestApp, key: string, body: object) {
  const answer = await send({ method: 'POST', url: '/v1/articles', key, payload: body })
  return answer.json()
}

async function publish({ send }: TestApp, key: string, article: { id: string; version: number }) {
  const headers = { 'if-match': `"${article.version}"` }
  const answer = await send({ method: 'POST', url: `/v1/articles/${article.id}/publish`, key, headers })
  return answer.json()
}

async function published(test: TestApp, key: string, body: object) {
  return publish(test, key, await create(test, key, body))
}

/** An answer as a stranger compares it: everything but the request id and the address asked. */
const comparable = (answer: { statusCode: number; body: string; headers: object }) => {
  const { requestId: _, instance: __, ...body } = JSON.parse(answer.body)
  const {
    'x-request-id': ___,
    date: ____,
    'content-length': _____,
    ...headers
  } = answer.headers as Record<string, unknown>
  return { status: answer.statusCode, body, headers }
}

eachApp('a draft', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')

  t.test('answers a reader exactly as an unknown article does', async (t) => {
    const draft = await create(test, key, { headline: 'A canary in a draft' })
    const hidden = await test.send({ url: `/v1/articles/${draft.id}` })
    const unknown = await test.send({ url: '/v1/articles/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11' })
    t.equal(hidden.statusCode, 404)
    t.same(comparable(hidden), comparable(unknown))
    t.same(comparable(await test.send({ url: `/v1/articles/${draft.slug}` })), comparable(unknown))
    t.notMatch(hidden.body, 'canary')
  })

  t.test('is in no list of a reader, and counted in none', async (t) => {
    const list = (await test.send({ url: '/v1/articles?count=exact' })).json()
    t.same(list, { data: [], page: { limit: 20, next: null, total: 0 } })
    const asked = await test.send({ url: '/v1/articles?status=draft' })
    t.equal(asked.statusCode, 400)
    t.match(asked.json().errors, [{ pointer: '/status' }])
  })

  t.test('is listed for a key that may read drafts', async (t) => {
    const list = await test.send({ url: '/v1/articles?status=draft&fields=headline', key })
    t.match(list.json().data, [{ headline: 'A canary in a draft' }])
    t.equal(list.headers['cache-control'], 'private, no-store')
  })

  t.test('goes live at once when it is published, and away when it is taken back', async (t) => {
    const draft = await create(test, key, { headline: 'Harbour bridge reopens' })
    const live = await publish(test, key, draft)
    t.match(live, { status: 'published', version: 2, publishedAt: '2026-11-24T09:00:00.000Z' })
    t.equal((await test.send({ url: '/v1/articles/harbour-bridge-reopens' })).statusCode, 200)
    await test.send({
      method: 'POST',
      url: `/v1/articles/${live.id}/unpublish`,
      key,
      headers: { 'if-match': '"2"' },
    })
    t.equal((await test.send({ url: '/v1/articles/harbour-bridge-reopens' })).statusCode, 404)
  })
})

eachApp('an article', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')

  t.test('needs a headline and nothing else', async (t) => {
    const article = await create(test, key, { headline: 'Ein schöner Tag' })
    t.match(article, {
      slug: 'ein-schoner-tag',
      status: 'draft',
      version: 1,
      authors: [],
      tags: [],
      leadMedia: null,
      body: { blocks: [], text: '' },
    })
  })

  t.test('derives HTML and text from its blocks, escaping what is no markup', async (t) => {
    const blocks = [
      paragraph('Tom & Jerry <script>'),
      { type: 'heading', level: 2, text: 'Then' },
      { type: 'list', ordered: true, items: ['one', 'two'] },
      { type: 'blockquote', text: 'Said "so"' },
    ]
    const { body, wordCount } = await create(test, key, { headline: 'Blocks', body: { blocks } })
    t.equal(body.text, 'Tom & Jerry <script>\n\nThen\n\none\ntwo\n\nSaid "so"')
    t.match(body.html, '<p>Tom &amp; Jerry &lt;script&gt;</p>')
    t.notMatch(body.html, '<script>')
    t.same(body.blocks, blocks)
    t.equal(wordCount, 8)
  })

  t.test('reads its dateline and byline, and invents no year', async (t) => {
    const article = await create(test, key, {
      headline: 'Read',
      byline: 'By Ada Ferris and Tomas Lund',
      dateline: { text: 'OSLO, March 3 (AP) —' },
    })
    t.match(article.dateline, { place: 'OSLO', month: 3, day: 3, date: null, agency: 'AP' })
    t.match(article.authors, [{ name: 'Ada Ferris' }, { name: 'Tomas Lund' }])
    const dated = await create(test, key, {
      headline: 'Dated',
      dateline: { text: 'OSLO —', date: '2026-03-03' },
    })
    t.match(dated.dateline, { month: 3, day: 3, date: '2026-03-03', agency: null })
  })

  t.test('has a date only where there is such a day', async (t) => {
    const article = await create(test, key, {
      headline: 'No such day',
      dateline: { text: 'OSLO, Nov. 31, 2026 (AP) —' },
    })
    t.match(article.dateline, { month: 11, day: 31, date: null })
  })

  t.test('takes the next free slug, and refuses one that is taken', async (t) => {
    await create(test, key, { headline: 'Twice told' })
    t.equal((await create(test, key, { headline: 'Twice told' })).slug, 'twice-told-2')
    const taken = await test.send({
      method: 'POST',
      url: '/v1/articles',
      key,
      payload: { headline: 'x', slug: 'twice-told' },
    })
    t.equal(taken.statusCode, 409)
    t.match(taken.json(), { code: 'conflict', errors: [{ pointer: '/slug', code: 'duplicate' }] })
  })

  t.test('says everything that is wrong at once, and stores nothing of it', async (t) => {
    const payload = {
      headline: ' \u200b',
      id: 'x',
      tags: 'one',
      slug: 'A b',
      body: { blocks: [{ type: 'poem' }] },
      embargoUntil: '2026-02-30T00:00:00Z',
    }
    const answer = await test.send({ method: 'POST', url: '/v1/articles', key, payload })
    t.equal(answer.statusCode, 422)
    const pointers = answer.json().errors.map((error: { pointer: string }) => error.pointer)
    for (const pointer of ['/headline', '/id', '/tags', '/slug', '/embargoUntil'])
      t.ok(pointers.includes(pointer), pointer)
    t.equal(
      (
        await test.send({
          url: '/v1/articles?status=draft&count=exact&ids=019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11',
          key,
        })
      ).json().page.total,
      0,
    )
  })

  t.test('keeps any text exactly, in NFC', async (t) => {
    const headline = 'Cafe\u0301 🎉 \u202e "quoted" \\ % _ 한국어'
    const article = await create(test, key, { headline, tags: ['Café', 'Cafe\u0301'] })
    t.equal(article.headline, headline.normalize('NFC'))
    t.same(article.tags, ['Café'])
  })
})

eachApp('a change', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const patch = (id: string, version: string | undefined, payload: object) =>
    test.send({
      method: 'PATCH',
      url: `/v1/articles/${id}`,
      key,
      payload,
      headers: version === undefined ? {} : { 'if-match': version },
    })

  t.test('names the version it was made from, or is refused and changes nothing', async (t) => {
    const { id } = await create(test, key, { headline: 'Guarded' })
    t.equal((await patch(id, undefined, { headline: 'x' })).statusCode, 428)
    t.equal((await patch(id, '"2"', { headline: 'x' })).statusCode, 412)
    t.equal((await patch(id, 'W/"1"', { headline: 'x' })).statusCode, 412)
    t.equal((await test.send({ url: `/v1/articles/${id}`, key })).json().headline, 'Guarded')
    t.match((await patch(id, '"1"', { headline: 'Changed' })).json(), {
      headline: 'Changed',
      version: 2,
      slug: 'guarded',
    })
    t.equal((await patch(id, '*', { summary: 'Any' })).json().version, 3)
  })

  t.test('by fifty hands at once succeeds for one', async (t) => {
    const { id } = await create(test, key, { headline: 'Contested' })
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => patch(id, '"1"', { headline: `Hand ${i}` })),
    )
    const statuses = answers.map((answer) => answer.statusCode)
    t.equal(statuses.filter((status) => status === 200).length, 1)
    t.equal(statuses.filter((status) => status === 412).length, 49)
  })

  t.test('merges objects, replaces lists and empties with null', async (t) => {
    const { id } = await create(test, key, {
      headline: 'Merged',
      tags: ['a', 'b'],
      section: 'World',
      provider: { name: 'Wire', uri: 'https://wire.example/' },
    })
    const changed = (
      await patch(id, '"1"', { tags: ['c'], section: null, provider: { name: 'Agency' } })
    ).json()
    t.match(changed, {
      tags: ['c'],
      section: null,
      provider: { name: 'Agency', uri: 'https://wire.example/' },
    })
    const refused = await patch(id, '"2"', { dateline: { place: 'Oslo' } })
    t.match(refused.json(), { status: 422, errors: [{ pointer: '/dateline/text', code: 'required' }] })
  })

  t.test('of the slug leaves the former address leading on, for those who may see the article', async (t) => {
    const article = await published(test, key, { headline: 'Old address' })
    await patch(article.id, '"2"', { slug: 'new-address' })
    const moved = await test.send({ url: '/v1/articles/old-address?fields=slug' })
    t.equal(moved.statusCode, 301)
    t.equal(moved.headers.location, 'https://news.example/v1/articles/new-address?fields=slug')
    const write = await test.send({
      method: 'DELETE',
      url: '/v1/articles/old-address',
      key,
      headers: { 'if-match': '*' },
    })
    t.equal(write.statusCode, 308)
    await test.send({
      method: 'POST',
      url: `/v1/articles/${article.id}/unpublish`,
      key,
      headers: { 'if-match': '*' },
    })
    t.equal((await test.send({ url: '/v1/articles/old-address' })).statusCode, 404)
  })

  t.test('is told to the change log only where readers can see it', async (t) => {
    const { id } = await create(test, key, { headline: 'Silent' })
    await patch(id, '"1"', { headline: 'Still silent' })
    await test.send({ method: 'POST', url: `/v1/articles/${id}/publish`, key, headers: { 'if-match': '*' } })
    await test.send({ method: 'POST', url: `/v1/articles/${id}/publish`, key, headers: { 'if-match': '*' } })
    await patch(id, '*', { headline: 'Loud' })
    await test.send({ method: 'DELETE', url: `/v1/articles/${id}`, key, headers: { 'if-match': '*' } })
    const { changes } = test.db.tables
    const rows = await test.db.read.select().from(changes).orderBy(changes.position)
    const types = rows.filter((row) => row.resourceId === id).map((row) => row.type)
    t.same(types, ['article.published', 'article.updated', 'article.deleted'])
  })
})

const listed = async (t: Test, test: TestApp, query: string) => {
  const answer = await test.send({ url: `/v1/articles?fields=headline${query === '' ? '' : '&'}${query}` })
  t.equal(answer.statusCode, 200, answer.body)
  return answer.json().data.map((article: { headline: string }) => article.headline)
}

eachApp('the list', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  for (let i = 0; i < 25; i++) {
    await published(test, key, {
      headline: `Story ${String(i).padStart(2, '0')}`,
      section: i % 2 === 0 ? 'World' : 'Sport',
      tags: [`tag${i % 5}`],
      authors: [{ name: i === 7 ? 'Ana María' : 'Staff' }],
      dateline: i === 3 ? { text: 'OSLO (UPI) —', agency: 'UPI' } : null,
      language: i === 4 ? 'de' : 'en',
    })
    if (i % 3 === 0) test.clock.advance(1000)
  }

  t.test('gives each article once, newest first, and ends with null', async (t) => {
    const seen: string[] = []
    let url = '/v1/articles?fields=headline&limit=10'
    const pages: number[] = []
    for (;;) {
      const answer = await test.send({ url })
      const { data, page } = answer.json()
      pages.push(data.length)
      seen.push(...data.map((article: { headline: string }) => article.headline))
      if (page.next === null) break
      t.match(answer.headers.link, /rel="next"/)
      url = `/v1/articles?fields=headline&limit=10&cursor=${page.next}`
    }
    t.same(pages, [10, 10, 5])
    t.same(new Set(seen).size, 25)
    t.equal(seen[0], 'Story 24')
    t.same(await listed(t, test, 'sort=publishedAt&limit=1'), ['Story 00'])
  })

  t.test('takes only cursors of its own, unchanged', async (t) => {
    const { next } = (await test.send({ url: '/v1/articles?limit=1' })).json().page
    const flipped = `${next.slice(0, -2)}${next.at(-2) === 'A' ? 'B' : 'A'}${next.at(-1)}`
    for (const cursor of [flipped, `${next}=`, 'x', '%00']) {
      t.equal((await test.send({ url: `/v1/articles?limit=1&cursor=${cursor}` })).statusCode, 400, cursor)
    }
    t.equal((await test.send({ url: `/v1/articles?sort=publishedAt&cursor=${next}` })).statusCode, 400)
  })

  t.test('is filtered by what is asked, names folded', async (t) => {
    t.equal((await listed(t, test, 'section=world&limit=100')).length, 13)
    t.equal((await listed(t, test, 'tag=TAG1,tag2&limit=100')).length, 10)
    t.same(await listed(t, test, `author=${encodeURIComponent('ana maría')}`), ['Story 07'])
    t.same(await listed(t, test, 'agency=upi'), ['Story 03'])
    t.same(await listed(t, test, 'language=de'), ['Story 04'])
    t.equal((await listed(t, test, 'publishedAfter=2026-11-24T09:00:07Z&limit=100')).length, 3)
    t.same(await listed(t, test, 'section=100%25'), [])
  })

  t.test('leaves the body out unless it is asked for', async (t) => {
    t.notOk('body' in (await test.send({ url: '/v1/articles?limit=1' })).json().data[0])
    t.same(
      Object.keys((await test.send({ url: '/v1/articles?limit=1&fields=body' })).json().data[0]).sort(),
      ['body', 'id'],
    )
  })

  t.test('refuses what it does not know, naming it and what it takes', async (t) => {
    for (const query of [
      'foo=1',
      'limit=0',
      'limit=101',
      'limit=1e1',
      'limit=0x10',
      'limit=',
      'sort=createdBy',
      'fields=createdBy',
      'include=secrets',
      'section=',
      'publishedAfter=2026-01-01',
      'ids=1',
      'limit=1&limit=2',
      'section=%00',
      'section=%ff',
    ]) {
      const answer = await test.send({ url: `/v1/articles?${query}` })
      t.equal(answer.statusCode, 400, query)
      t.ok(answer.json().errors.length > 0, query)
    }
    t.match((await test.send({ url: '/v1/articles?foo=1' })).json().detail, /"foo".*Allowed: limit, cursor/)
  })
})

eachApp('an embargo', async (t, test) => {
  const key = await test.key('articles:write', 'articles:publish')
  const article = await published(test, key, {
    headline: 'Under embargo',
    embargoUntil: '2026-11-24T11:00:00+01:00',
  })

  t.test('hides a published article until its instant', async (t) => {
    t.equal((await test.send({ url: `/v1/articles/${article.id}` })).statusCode, 404)
    t.same(await listed(t, test, 'count=exact'), [])
    test.clock.advance(3_599_999)
    t.equal((await test.send({ url: `/v1/articles/${article.id}` })).statusCode, 404)
    test.clock.advance(1)
    t.equal(
      (await test.send({ url: `/v1/articles/${article.id}` })).json().embargoUntil,
      '2026-11-24T10:00:00.000Z',
    )
    t.same(await listed(t, test, ''), ['Under embargo'])
  })
})

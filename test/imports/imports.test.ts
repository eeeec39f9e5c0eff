import type { Test } from 'tap'
import { eachApp, type TestApp } from '../support/app.ts'
import { sendText, slug, wireStory } from './import-story.ts'

const importOf = (test: TestApp, key: string) => async (text: string | Buffer, query?: string) =>
  (await sendText(test, text, { key, ...(query !== undefined && { query }) })).json()

/** How many rows there are of everything an import could leave. */
async function rowsIn({ db }: TestApp): Promise<Record<string, number>> {
  const { articles, articleSources, mediaCredits, quotes, speakers, changes, imports, formerSlugs } =
    db.tables
  const counted = { articles, articleSources, mediaCredits, quotes, speakers, changes, imports, formerSlugs }
  const counts: Record<string, number> = {}
  for (const [name, table] of Object.entries(counted)) counts[name] = await db.read.$count(table)
  return counts
}

async function article({ send }: TestApp, key: string, include = 'mediaCredits,quotes') {
  return (await send({ url: `/v1/articles/${slug}?include=${include}`, key })).json()
}

eachApp('a story that is imported', async (t, test) => {
  const key = await test.key('imports:write', 'articles:write', 'articles:publish')
  const answer = await sendText(test, wireStory, { key, query: '&publish=true' })
  const report = answer.json()

  t.test('is reported with what was left out of it', async (t) => {
    t.equal(answer.statusCode, 201)
    t.match(report, {
      format: 'wireText',
      dryRun: false,
      counts: { created: 1, updated: 0, unchanged: 0, refused: 0 },
      items: [{ source: 'request', action: 'created', slug }],
    })
    const [item] = report.items
    t.match(item.problems, [{ line: 11, message: /LEAVE A REPLY/ }, { line: 13 }, { line: 14 }])
    t.equal(answer.headers.location, `https://news.example/v1/imports/${report.id}`)
  })

  t.test('is there with its credit, its quote and nothing of the page', async (t) => {
    const shown = (await test.send({ url: `/v1/articles/${slug}?include=mediaCredits,quotes` })).json()
    t.match(shown, {
      status: 'published',
      dateline: { place: 'MILLBROOK, Maine', month: 11, day: 17, date: null, agency: 'UPI' },
      mediaCredits: [{ creditLine: 'Photo by Delia Marchetti/UPI', role: 'lead' }],
      leadMedia: { creators: ['Delia Marchetti'], organizations: ['UPI'] },
      quotes: [{ text: 'We fixed it once and we fixed it properly,', speaker: { name: 'Ingrid Solheim' } }],
    })
    t.equal(shown.body.blocks.length, 3)
    t.notMatch(JSON.stringify(shown), 'enter your')
  })

  t.test('has a report that can be read again, by keys that may import', async (t) => {
    const url = `/v1/imports/${report.id}`
    t.same((await test.send({ url, key })).json(), report)
    t.equal((await test.send({ url })).statusCode, 401)
    t.equal((await test.send({ url, key: await test.key('articles:write') })).statusCode, 403)
    const unknown = '/v1/imports/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
    t.equal((await test.send({ url: unknown, key })).statusCode, 404)
  })

  t.test('changes nothing when it is imported again', async (t) => {
    const { imports: _, ...before } = await rowsIn(test)
    const seen = await article(test, key)
    const again = await importOf(test, key)(wireStory, '&publish=true')
    t.match(again, { counts: { created: 0, unchanged: 1 }, items: [{ action: 'unchanged', slug }] })
    const { imports: __, ...after } = await rowsIn(test)
    t.same(after, before)
    t.same(await article(test, key), seen)
  })

  t.test('is the same when its lines end as Windows ends them', async (t) => {
    const again = await importOf(test, key)(wireStory.replaceAll('\n', '\r\n'))
    t.match(again.items, [{ action: 'unchanged' }])
  })
})

eachApp('a story whose text has changed', async (t, test) => {
  const key = await test.key('imports:write', 'articles:write', 'articles:publish')
  const run = importOf(test, key)
  await run(wireStory, '&publish=true')
  const before = await article(test, key)

  t.test('is a new version of the same article', async (t) => {
    const report = await run(wireStory.replace('$41 million', '$43 million'))
    t.match(report, { counts: { updated: 1 }, items: [{ action: 'updated', articleId: before.id, slug }] })
    const after = await article(test, key)
    t.equal(after.version, before.version + 1)
    t.match(after.body.text, '$43 million')
    t.equal(after.quotes[0].id, before.quotes[0].id, 'the quote goes on being the same one')
    t.equal(after.mediaCredits[0].version, before.mediaCredits[0].version)
  })

  t.test('changes its picture in place', async (t) => {
    await run(wireStory.replace('$41', '$43').replace('Delia Marchetti', 'Dora Marchetti'))
    const after = await article(test, key)
    t.match(after.mediaCredits, [{ id: before.mediaCredits[0].id, creators: ['Dora Marchetti'] }])
  })

  t.test('is another story when the headline is another and no id says otherwise', async (t) => {
    const report = await run(wireStory.replace('nine months', 'a year'))
    t.match(report.items, [{ action: 'created', slug: 'harbour-bridge-reopens-after-a-year' }])
  })
})

eachApp('a source id', async (t, test) => {
  const key = await test.key('imports:write', 'articles:read')
  const run = importOf(test, key)
  const first = await run(wireStory, '&sourceId=upi-4711')

  t.test('makes a story with another headline the same article, at the same address', async (t) => {
    const report = await run(wireStory.replace('nine months', 'a year'), '&sourceId=upi-4711')
    t.match(report.items, [
      { source: 'upi-4711', action: 'updated', articleId: first.items[0].articleId, slug },
    ])
    t.equal((await article(test, key)).headline, 'Harbour bridge reopens after a year')
  })

  t.test('that is another makes another article of the same story', async (t) => {
    const report = await run(wireStory, '&sourceId=upi-4712')
    t.match(report.items, [{ action: 'created' }])
  })

  t.test('is refused when it is blank or too long', async (t) => {
    for (const id of ['', '%20', 'x'.repeat(201)]) {
      const answer = await sendText(test, wireStory, { key, query: `&sourceId=${id}` })
      t.equal(answer.statusCode, 400)
      t.match(answer.json().errors, [{ in: 'query', pointer: '/sourceId' }])
    }
  })
})

eachApp('what an editor has corrected', async (t, test) => {
  const key = await test.key('imports:write', 'articles:write', 'articles:publish', 'media:write')
  const run = importOf(test, key)
  const patch = async (url: string, payload: object) =>
    (await test.send({ method: 'PATCH', url, key, headers: { 'if-match': '*' }, payload })).json()
  await run(wireStory, '&publish=true')
  const { id, mediaCredits } = await article(test, key)

  t.test('survives when the story comes again, changed elsewhere', async (t) => {
    await patch(`/v1/articles/${id}`, { headline: 'The bridge is back', summary: 'At last.' })
    await patch(`/v1/media-credits/${mediaCredits[0].id}`, { caption: 'Cyclists on the bridge.' })
    const report = await run(wireStory.replace('$41 million', '$43 million'))
    t.match(report.items, [{ action: 'updated', articleId: id }])
    const after = await article(test, key)
    t.match(after, {
      headline: 'The bridge is back',
      summary: 'At last.',
      mediaCredits: [{ caption: 'Cyclists on the bridge.' }],
    })
    t.match(after.body.text, '$43 million')
  })

  t.test('survives when the source has changed the same part, and the report says so', async (t) => {
    const blocks = [{ type: 'paragraph', text: 'An editor wrote this.' }]
    await patch(`/v1/articles/${id}`, { body: { blocks } })
    const report = await run(wireStory.replace('$41 million', '$44 million'))
    t.match(report.items, [{ action: 'unchanged', articleId: id }])
    t.match(report.items[0].problems.at(-1), { line: null, code: 'edit_kept', message: /new body/ })
    t.equal((await article(test, key)).body.text, 'An editor wrote this.')
  })

  t.test('stays taken back when the story comes again to be published', async (t) => {
    const headers = { 'if-match': '*' }
    await test.send({ method: 'POST', url: `/v1/articles/${id}/unpublish`, key, headers })
    const report = await run(wireStory, '&publish=true')
    t.match(report.items[0].problems.at(-1), { code: 'not_published' })
    t.equal((await test.send({ url: `/v1/articles/${id}` })).statusCode, 404)
  })
})

eachApp('a dry run', async (t, test) => {
  const key = await test.key('imports:write', 'articles:publish')
  const run = importOf(test, key)

  t.test('reports what would be made, and stores nothing', async (t) => {
    const before = await rowsIn(test)
    const answer = await sendText(test, wireStory, { key, query: '&dryRun=true&publish=true' })
    t.equal(answer.statusCode, 200)
    t.match(answer.json(), {
      id: null,
      dryRun: true,
      counts: { created: 1 },
      items: [{ action: 'created', articleId: null, slug }],
    })
    t.same(await rowsIn(test), before)
    t.equal((await test.send({ url: `/v1/articles/${slug}` })).statusCode, 404)
  })

  t.test('reports what would be changed, and changes nothing', async (t) => {
    await run(wireStory, '&publish=true')
    const before = await article(test, key)
    const report = await run(wireStory.replace('$41', '$43'), '&dryRun=true')
    t.match(report.items, [{ action: 'updated', articleId: before.id, slug }])
    t.same(await article(test, key), before)
  })
})

eachApp('publishing', async (t, test) => {
  const key = await test.key('imports:write')

  t.test('by an import needs the scope to publish, and nothing is stored without', async (t) => {
    const before = await rowsIn(test)
    const answer = await sendText(test, wireStory, { key, query: '&publish=true' })
    t.equal(answer.statusCode, 403)
    t.match(answer.json().detail, 'articles:publish')
    t.same(await rowsIn(test), before)
  })

  t.test('may follow an import that did not publish', async (t) => {
    t.match((await importOf(test, key)(wireStory)).items, [{ action: 'created' }])
    t.equal((await test.send({ url: `/v1/articles/${slug}` })).statusCode, 404)
    const publisher = await test.key('imports:write', 'articles:publish')
    const report = await importOf(test, publisher)(wireStory, '&publish=true')
    t.match(report.items, [{ action: 'updated', slug }])
    t.equal((await test.send({ url: `/v1/articles/${slug}` })).statusCode, 200)
  })
})

eachApp('an import', async (t, test) => {
  const key = await test.key('imports:write')

  t.test('needs a key that may import', async (t) => {
    const anonymous = await test.send({
      method: 'POST',
      url: '/v1/imports?format=wireText',
      payload: wireStory,
    })
    t.equal(anonymous.statusCode, 401)
    const writer = await test.key('articles:write', 'articles:publish')
    t.equal((await sendText(test, wireStory, { key: writer })).statusCode, 403)
  })

  t.test('names its format, one there is', async (t) => {
    for (const [query, code] of [
      ['', 'required'],
      ['?format=docx', 'invalid'],
    ]) {
      const answer = await test.send({ method: 'POST', url: `/v1/imports${query}`, key, payload: wireStory })
      t.equal(answer.statusCode, 400)
      t.match(answer.json().errors, [{ in: 'query', pointer: '/format', code }])
    }
  })

  t.test('refuses a parameter it does not know', async (t) => {
    const answer = await sendText(test, wireStory, { key, query: '&dryrun=true' })
    t.equal(answer.statusCode, 400)
    t.match(answer.json().errors, [{ pointer: '/dryrun', code: 'unknown' }])
  })

  t.test('takes the text under any media type', async (t) => {
    const types = [
      'application/json',
      'application/x-www-form-urlencoded',
      'application/octet-stream',
      'image/png',
    ]
    for (const type of types) {
      const answer = await sendText(test, wireStory, {
        key,
        query: '&dryRun=true',
        headers: { 'content-type': type },
      })
      t.match(answer.json().items, [{ action: 'created', slug }], type)
    }
  })

  t.test('of one story by many at once makes one article', async (t) => {
    const reports = await Promise.all(Array.from({ length: 8 }, () => importOf(test, key)(wireStory)))
    const actions = reports.map(({ items }) => items[0].action).sort()
    t.same(actions, ['created', ...Array(7).fill('unchanged')])
    t.equal((await rowsIn(test)).articles, 1)
  })
})

const long = 'x'.repeat(10_000_000)
const refused: [string, Buffer | string, { code: string; message: RegExp }][] = [
  ['an empty text', '', { code: 'empty_file', message: /empty/ }],
  ['a text of blanks', ' \n\t\n', { code: 'blank_file', message: /blanks/ }],
  [
    'a binary file',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
    { code: 'broken_utf8', message: /Line 1/ },
  ],
  ['a NUL', 'Head\n\nBo\0dy', { code: 'binary', message: /Line 3 .*U\+0000/ }],
  [
    'broken UTF-8',
    Buffer.from([0x48, 0x0a, 0x0a, 0xe2, 0x28, 0xa1]),
    { code: 'broken_utf8', message: /Line 3 / },
  ],
  [
    'half of a surrogate pair',
    Buffer.from([0x48, 0x0a, 0xed, 0xa0, 0x80]),
    { code: 'broken_utf8', message: /Line 2 .*surrogate/ },
  ],
  [
    'a story without a headline',
    'Nov. 17 (UPI) — It reopened.\n\nAt last.',
    { code: 'no_headline', message: /line 1/ },
  ],
  ['10 MB of one line', long, { code: 'line_too_long', message: /^Line 1 has 10000000 characters/ }],
]

eachApp('a text that is refused', async (t: Test, test) => {
  const key = await test.key('imports:write')
  const before = await rowsIn(test)
  for (const [what, text, error] of refused) {
    t.test(`because of ${what}: one clear error, and nothing is stored`, async (t) => {
      const answer = await sendText(test, text, { key })
      t.equal(answer.statusCode, 422)
      t.match(answer.json(), { code: 'unprocessable', errors: [{ in: 'body', pointer: '', ...error }] })
      t.equal(answer.json().errors.length, 1)
      t.same(await rowsIn(test), before)
    })
  }

  t.test('because no body was sent', async (t) => {
    const answer = await test.send({ method: 'POST', url: '/v1/imports?format=wireText', key })
    t.equal(answer.statusCode, 422)
    t.match(answer.json().errors, [{ code: 'empty_file' }])
  })

  t.test('because it is larger than 10 MB', async (t) => {
    const answer = await sendText(test, Buffer.alloc(10 * 1024 * 1024 + 1, 'x\n'), { key })
    t.equal(answer.statusCode, 413)
    t.same(await rowsIn(test), before)
  })

  t.test('because a paragraph is longer than an article may hold', async (t) => {
    const answer = await sendText(test, wireStory.replace('The town', `${'very '.repeat(12_000)}`), { key })
    t.equal(answer.statusCode, 422)
    t.match(answer.json().errors, [{ code: 'too_long', message: /50000/ }])
  })
})

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { appOn, eachApp, type TestApp } from '../support/app.ts'
import { articleDesk, changesOf } from '../support/articles.ts'
import { fieldsOf, type Schema } from '../support/fields.ts'
import { tempFolder } from '../support/temp.ts'

interface Result {
  status: number
  id?: string
  slug?: string
  version?: number
  location?: string
  problem?: {
    status: number
    code: string
    detail: string
    errors?: { pointer: string; code: string; message: string }[]
  }
}

/** Sends a batch and gives its results. */
async function batchDesk(test: TestApp) {
  const desk = await articleDesk(test)
  const send = (items: unknown[], key = desk.key, headers: Record<string, string> = {}) =>
    test.send({ method: 'POST', url: '/v1/article-batches', key, payload: { items }, headers })
  const results = async (items: unknown[], key = desk.key): Promise<Result[]> => {
    const answer = await send(items, key)
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return answer.json().data
  }
  return { ...desk, send, results }
}

eachApp('a batch of articles', async (t, test) => {
  const { key, create, post, patch, read, readByKey, send, results } = await batchDesk(test)

  t.test('makes, changes, publishes and takes back, in the order of its items', async (t) => {
    const one = await create({ headline: 'Ferry sails', slug: 'ferry-sails' })
    const answer = await results([
      { action: 'create', article: { headline: 'Ferry docks', slug: 'ferry-docks', tags: ['ferry'] } },
      { action: 'update', article: one.id, version: 1, patch: { section: 'Harbour' } },
      { action: 'publish', article: 'ferry-docks', version: 1 },
      { action: 'publish', article: 'ferry-sails', version: 2 },
      { action: 'unpublish', article: 'ferry-sails', version: 3 },
    ])
    t.same(
      answer.map(({ status, slug, version }) => [status, slug, version]),
      [
        [201, 'ferry-docks', 1],
        [200, 'ferry-sails', 2],
        [200, 'ferry-docks', 2],
        [200, 'ferry-sails', 3],
        [200, 'ferry-sails', 4],
      ],
    )
    t.equal(answer[0]?.location, `https://news.example/v1/articles/${answer[0]?.id}`)
    t.match((await read('/v1/articles/ferry-docks')).json(), { status: 'published', tags: ['ferry'] })
    t.match((await readByKey('/v1/articles/ferry-sails')).json(), {
      status: 'unpublished',
      section: 'Harbour',
    })
  })

  t.test('is done in part where some of its items are refused, and says which', async (t) => {
    const stale = await create({ headline: 'Old news', slug: 'old-news' })
    await patch(stale.id, { section: 'World' })
    const answer = await results([
      { action: 'create', article: { headline: 'Before', slug: 'before' } },
      { action: 'create', article: { summary: 'No headline' } },
      { action: 'update', article: stale.id, version: 1, patch: { section: 'Sport' } },
      { action: 'update', article: stale.id, patch: { section: 'Sport' } },
      { action: 'publish', article: '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11', version: 1 },
      { action: 'create', article: { headline: 'Again', slug: 'before' } },
      { action: 'create', article: { headline: 'After', slug: 'after' } },
    ])
    t.same(
      answer.map(({ status, problem }) => [status, problem?.code, problem?.errors?.[0]?.pointer]),
      [
        [201, undefined, undefined],
        [422, 'unprocessable', '/items/1/article/headline'],
        [412, 'stale', undefined],
        [428, 'precondition_required', '/items/3/version'],
        [404, 'not_found', undefined],
        [409, 'conflict', '/items/5/article/slug'],
        [201, undefined, undefined],
      ],
    )
    t.match((await readByKey('/v1/articles/old-news')).json(), { section: 'World', version: 2 })
    t.equal((await readByKey('/v1/articles/after')).statusCode, 200)
  })

  t.test('needs the scope of each action for its items, and articles:write at the door', async (t) => {
    const { id } = await create({ headline: 'Embassy opens' })
    const writer = await test.key('articles:write')
    const [made, published] = await results(
      [
        { action: 'create', article: { headline: 'Written' } },
        { action: 'publish', article: id, version: 1 },
      ],
      writer,
    )
    t.equal(made?.status, 201)
    t.match(published, {
      status: 403,
      problem: { code: 'forbidden', detail: 'The key lacks the scope articles:publish.' },
    })
    t.equal((await readByKey(`/v1/articles/${id}`)).json().status, 'draft')
    t.equal(
      (await send([{ action: 'publish', article: id, version: 1 }], await test.key('articles:publish')))
        .statusCode,
      403,
    )
    t.equal(
      (await send([{ action: 'create', article: { headline: 'x' } }], await test.key('media:write')))
        .statusCode,
      403,
    )
  })

  t.test('as a whole is a list of 1 to 100 items and nothing else', async (t) => {
    const article = { headline: 'Not stored', slug: 'not-stored' }
    const item = { action: 'create', article }
    const wrong: [unknown, string][] = [
      [{ items: 'x' }, '/items'],
      [{ items: item }, '/items'],
      [{ items: [] }, '/items'],
      [{ items: Array.from({ length: 101 }, () => item) }, '/items'],
      [{ items: [item], dryRun: true }, '/dryRun'],
      [{}, '/items'],
      [[item], ''],
    ]
    for (const [payload, pointer] of wrong) {
      const answer = await post('/v1/article-batches', payload as object)
      t.equal(answer.statusCode, 422, pointer)
      t.equal(answer.json().errors[0].pointer, pointer)
      t.ok(answer.body.length < 1000)
    }
    t.equal((await readByKey('/v1/articles/not-stored')).statusCode, 404)
    t.equal((await results(Array.from({ length: 100 }, () => ({ action: 'nothing' })))).length, 100)
  })

  t.test('names what is wrong around a payload, and within it, at once', async (t) => {
    const answer = await results([
      { action: 'remove', article: 'x' },
      'create',
      null,
      {},
      { action: 'create' },
      { action: 'create', article: { headline: '' }, surprise: 1 },
      { action: 'update', article: 'Not A Slug', version: '1', patch: { tags: 'x' } },
      { action: 'publish', article: 'x', version: 0, patch: {} },
    ])
    t.same(
      answer.map(({ problem }) => problem?.errors?.map(({ pointer, code }) => `${pointer} ${code}`)),
      [
        ['/items/0/action invalid'],
        ['/items/1 invalid'],
        ['/items/2 invalid'],
        ['/items/3/action required'],
        ['/items/4/article required'],
        ['/items/5/surprise unknown', '/items/5/article/headline required'],
        ['/items/6/article invalid', '/items/6/version invalid', '/items/6/patch/tags invalid'],
        ['/items/7/patch unknown', '/items/7/version out_of_range'],
      ],
    )
    t.ok(answer.every(({ status }) => status === 422))
  })

  t.test('follows a former slug, as a client follows 308', async (t) => {
    const { id } = await create({ headline: 'Renamed', slug: 'first-name' })
    await patch(id, { slug: 'second-name' })
    const [changed] = await results([
      { action: 'update', article: 'first-name', version: 2, patch: { section: 'Local' } },
    ])
    t.match(changed, { status: 200, id, slug: 'second-name', version: 3 })
  })

  t.test('is carried out once under an Idempotency-Key, and answered the same again', async (t) => {
    const items = [
      { action: 'create', article: { headline: 'Once only' } },
      { action: 'create', article: { headline: '' } },
    ]
    const first = await send(items, key, { 'idempotency-key': 'batch-1' })
    const again = await send(items, key, { 'idempotency-key': 'batch-1' })
    t.equal(again.body, first.body)
    t.match(first.json().data, [{ status: 201, slug: 'once-only' }, { status: 422 }])
    t.equal((await readByKey('/v1/articles/once-only-2')).statusCode, 404)
    t.equal((await send([items[0]], key, { 'idempotency-key': 'batch-1' })).statusCode, 422)
  })

  t.test('tells readers of each item as a single request does', async (t) => {
    const [made] = await results([
      { action: 'create', article: { headline: 'Told once', slug: 'told-once' } },
    ])
    await results([
      { action: 'publish', article: 'told-once', version: 1 },
      { action: 'publish', article: 'told-once', version: 1 },
      { action: 'update', article: 'told-once', version: 2, patch: { summary: 'More' } },
    ])
    t.same(await changesOf(test, made?.id ?? ''), ['article.published', 'article.updated'])
  })

  t.test('lets others be answered between its items', async (t) => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      action: 'create',
      article: { headline: `Long list ${i}` },
    }))
    const order: string[] = []
    await Promise.all([
      results(items).then(() => order.push('batch')),
      read('/health/live').then(() => order.push('reader')),
    ])
    t.same(order, ['reader', 'batch'])
  })
})

t.test('a batch on a database that is locked', async (t) => {
  const file = join(await tempFolder(t), 'dateline.db')
  const desk = async (patience: number) => {
    const db = await open(`file:${file}`, { patience })
    t.teardown(() => db.close())
    return await appOn(t, db)
  }
  // Only what is to meet the lock is impatient: on a busy machine it would be with everything.
  const { key, results } = await batchDesk(await desk(60_000))
  const impatient = await desk(20)
  const items = Array.from({ length: 100 }, (_, i) => ({
    action: 'create',
    article: { headline: `Locked out ${i}` },
  }))
  const other = new Sqlite(file)
  t.teardown(() => other.close())
  other.exec('begin immediate')
  const answer = await impatient.send({
    method: 'POST',
    url: '/v1/article-batches',
    key,
    payload: { items: [{ action: 'create', article: {} }, ...items.slice(1)] },
  })
  other.exec('rollback')

  t.same(
    answer.json<{ data: Result[] }>().data.map(({ status, problem }) => `${status} ${problem?.code}`),
    ['422 unprocessable', ...items.slice(1).map(() => '503 unavailable')],
    'each of its items is answered',
  )
  t.ok(
    (await results(items)).every(({ status }) => status === 201),
    'and none that was 503 was done',
  )
})

eachApp('an item that is wrong', async (t, test) => {
  const { create, post, patch, results } = await batchDesk(test)
  const { components } = test.app.swagger() as unknown as { components: { schemas: Record<string, Schema> } }
  const { id } = await create({ headline: 'As it is' })
  const wrong = [5, 'x\0y', ' ', 'x'.repeat(60_000), ['x'], { surprise: 1 }]
  const bodiesOf = (name: string) =>
    fieldsOf(test.app.swagger(), components.schemas[name] ?? {})
      .filter(({ pointer }) => pointer !== '')
      .flatMap(({ bodyWith }) => wrong.map((value) => bodyWith(value) as object))

  /** Refused bodies with what the single request says of them. */
  async function refusedSingly(name: string, ask: (body: object) => ReturnType<typeof post>) {
    const refused: { body: object; said: unknown }[] = []
    for (const body of bodiesOf(name)) {
      const answer = await ask(body)
      if (answer.statusCode >= 300) refused.push({ body, said: told(answer.json()) })
    }
    return refused
  }

  const told = ({ status, code, detail, errors }: Required<Result>['problem'], prefix = '') => ({
    status,
    code,
    detail,
    errors: errors?.map((error) => ({ ...error, pointer: error.pointer.replace(prefix, '') })),
  })

  async function holdAlike(
    t: Test,
    refused: { body: object; said: unknown }[],
    { item, payload }: { item: (body: object) => object; payload: string },
  ) {
    for (let from = 0; from < refused.length; from += 10) {
      const some = refused.slice(from, from + 10)
      const answers = await results(some.map(({ body }) => item(body)))
      const found = answers.map(({ problem }, i) => problem && told(problem, `/items/${i}/${payload}`))
      t.same(
        found,
        some.map(({ said }) => said),
      )
    }
  }

  t.test('to create is refused in the words of POST /v1/articles', async (t) => {
    const refused = await refusedSingly('NewArticle', (body) => post('/v1/articles', body))
    t.ok(refused.length > 200, `${refused.length} bodies`)
    await holdAlike(t, refused, { payload: 'article', item: (article) => ({ action: 'create', article }) })
  })

  t.test('to update is refused in the words of PATCH', async (t) => {
    const refused = await refusedSingly('ArticlePatch', (body) => patch(id, body))
    t.ok(refused.length > 200, `${refused.length} bodies`)
    const { version } = (await patch(id, { summary: null })).json()
    const item = (changes: object) => ({ action: 'update', article: id, version, patch: changes })
    await holdAlike(t, refused, { payload: 'patch', item })
  })
})

import fc from 'fast-check'
import { eachApp } from '../support/app.ts'
import { articleDesk, changesOf, comparable, unknownArticle } from '../support/articles.ts'

const paragraph = (text: string) => ({ type: 'paragraph', text })

eachApp('a revision', async (t, test) => {
  const desk = await articleDesk(test)
  const revision = async (id: string, version: number, query = '') =>
    (await desk.readByKey(`/v1/articles/${id}/revisions/${version}${query}`)).json()
  const restore = (id: string, version: number, ifMatch = '*') =>
    desk.act(id, `revisions/${version}/restore`, {}, ifMatch)

  t.test('says what it changed, against the version before or any other', async (t) => {
    const { id } = await desk.create({
      headline: 'One',
      section: 'Local',
      body: { blocks: [paragraph('Stays.'), paragraph('Goes.')] },
    })
    await desk.patch(id, {
      headline: 'Two',
      tags: ['new'],
      body: { blocks: [paragraph('Stays.'), paragraph('Came.'), paragraph('Came too.')] },
    })
    await desk.act(id, 'publish')
    await desk.patch(id, { headline: 'One', commentsOpen: false })
    t.equal((await revision(id, 1)).diff, null)
    t.same((await revision(id, 2)).diff, {
      against: 1,
      fields: [
        { field: 'headline', before: 'One', after: 'Two' },
        { field: 'tags', before: [], after: ['new'] },
      ],
      blocks: [
        { change: 'same', before: paragraph('Stays.'), after: paragraph('Stays.') },
        { change: 'changed', before: paragraph('Goes.'), after: paragraph('Came.') },
        { change: 'added', before: null, after: paragraph('Came too.') },
      ],
    })
    t.same((await revision(id, 3)).diff.fields, [])
    t.same((await revision(id, 4, '?against=1')).diff.fields, [
      { field: 'tags', before: [], after: ['new'] },
      { field: 'commentsOpen', before: true, after: false },
    ])
    t.same((await revision(id, 1, '?against=4')).diff.blocks[2], {
      change: 'removed',
      before: paragraph('Came too.'),
      after: null,
    })
    const unknown = await desk.readByKey(`/v1/articles/${id}/revisions/2?against=9`)
    t.equal(unknown.statusCode, 400)
    t.match(unknown.json(), { errors: [{ in: 'query', pointer: '/against', code: 'unknown' }] })
    t.equal((await desk.readByKey(`/v1/articles/${id}/revisions/2?against=x`)).statusCode, 400)
  })

  t.test('comes back as a new version, live at once, with its quotes where they were', async (t) => {
    const body = { blocks: [paragraph('“The bridge is safe,” Mayor Ingrid Solheim said.')] }
    const { id } = await desk.publish({ headline: 'Bridge safe', body })
    const quoted = async () => (await desk.read(`/v1/articles/${id}/quotes`)).json().data
    const [first] = await quoted()
    await desk.patch(id, { headline: 'Bridge closed', body: { blocks: [paragraph('It is closed.')] } })
    const restored = await restore(id, 1, '"3"')
    t.equal(restored.statusCode, 200)
    t.match(restored.json(), { headline: 'Bridge safe', status: 'published', version: 4, body })
    t.match((await desk.read(`/v1/articles/${id}`)).json(), { headline: 'Bridge safe', body })
    const [again] = await quoted()
    t.match(again, { text: first.text, position: first.position, articleVersion: 4 })
    t.match(await revision(id, 4), { action: 'restored', restoredVersion: 1, by: { name: 'test' } })
    t.same(await changesOf(test, id).then((types) => types.filter((type) => type.startsWith('article'))), [
      'article.published',
      'article.updated',
      'article.updated',
    ])
  })

  t.test('brings back neither a status nor an embargo nor open comments', async (t) => {
    const embargoUntil = '2026-12-24T09:00:00.000Z'
    const { id } = await desk.publish({ headline: 'Told freely' })
    await desk.patch(id, { headline: 'Sealed', embargoUntil, commentsOpen: false })
    t.match((await restore(id, 1)).json(), {
      headline: 'Told freely',
      status: 'published',
      embargoUntil,
      commentsOpen: false,
    })
    t.equal((await desk.read(`/v1/articles/${id}`)).statusCode, 404)
    await desk.act(id, 'unpublish')
    t.match((await restore(id, 2)).json(), { status: 'unpublished', publishAt: null })
  })

  t.test('takes its slug back, unless another article has it now', async (t) => {
    const { id } = await desk.create({ headline: 'Moved', slug: 'the-old-place' })
    await desk.patch(id, { slug: 'the-new-place', headline: 'Moved on' })
    t.match((await restore(id, 1)).json(), { slug: 'the-old-place', version: 3 })
    const led = await desk.readByKey('/v1/articles/the-new-place')
    t.match(led, { statusCode: 301, headers: { location: 'https://news.example/v1/articles/the-old-place' } })
    await desk.patch(id, { slug: 'the-new-place' })
    const other = await desk.create({ headline: 'Squatter canary', slug: 'the-old-place' })
    const refused = await restore(id, 1)
    t.equal(refused.statusCode, 409)
    t.match(refused.json().detail, /had the slug "the-old-place", which is another article's now/)
    t.notMatch(refused.body, /canary/)
    t.notMatch(refused.body, other.id)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { version: 4, headline: 'Moved' })
  })

  t.test('whose picture is gone is refused in words, and changes nothing', async (t) => {
    const { id } = await desk.create({ headline: 'Pictured' })
    const credit = (await desk.post('/v1/media-credits', { articleId: id, creditLine: 'UPI' })).json()
    const image = { type: 'image', mediaCreditId: credit.id }
    await desk.patch(id, { body: { blocks: [paragraph('Look:'), image] } })
    await desk.patch(id, { body: { blocks: [] } })
    t.equal((await restore(id, 2)).json().body.blocks.length, 2)
    await desk.patch(id, { body: { blocks: [] } })
    const url = `/v1/media-credits/${credit.id}`
    await test.send({ method: 'DELETE', url, key: desk.key, headers: { 'if-match': '*' } })
    const refused = await restore(id, 2)
    t.equal(refused.statusCode, 409)
    t.match(refused.json().detail, `no media credit ${credit.id} any more`)
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { version: 5, body: { blocks: [] } })
  })

  t.test('is restored only with a version, by who writes, and of an article that is there', async (t) => {
    const { id } = await desk.create({ headline: 'Guarded' })
    const url = `/v1/articles/${id}/revisions/1/restore`
    t.equal((await desk.post(url, {})).statusCode, 428)
    t.equal((await restore(id, 1, '"9"')).statusCode, 412)
    t.equal((await restore(id, 7)).statusCode, 404)
    const unknown = await desk.post(`${unknownArticle}/revisions/1/restore`, {}, { 'if-match': '*' })
    t.equal(unknown.statusCode, 404)
    t.equal((await desk.post(url, { headline: 'Smuggled' }, { 'if-match': '*' })).statusCode, 422)
    for (const key of [undefined, await test.key('articles:read', 'articles:publish')]) {
      const send = (url: string) =>
        test.send({ method: 'POST', url, key, payload: {}, headers: { 'if-match': '*' } })
      const [real, none] = [await send(url), await send(`${unknownArticle}/revisions/1/restore`)]
      t.equal(real.statusCode, key === undefined ? 401 : 403)
      t.same(comparable(real), comparable(none))
    }
    t.match((await desk.readByKey(`/v1/articles/${id}`)).json(), { version: 1 })
  })

  t.test('is restored once by fifty who all read the same version', async (t) => {
    const { id } = await desk.create({ headline: 'Contended' })
    await desk.patch(id, { headline: 'Changed' })
    const answers = await Promise.all(Array.from({ length: 50 }, () => restore(id, 1, '"2"')))
    const codes = answers.map(({ statusCode }) => statusCode)
    t.equal(codes.filter((code) => code === 200).length, 1)
    t.equal(codes.filter((code) => code === 412).length, 49)
    t.equal((await revision(id, 3)).action, 'restored')
  })

  t.test('gives exactly what it says, after any edits', async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), fc.nat(), async (edits, pick) => {
        const { id } = await desk.create({ headline: 'Start', byline: 'By Ada Ferris' })
        for (const patch of edits) {
          const answer = await desk.patch(id, patch)
          if (answer.statusCode !== 200) throw new Error(answer.body)
        }
        const version = 1 + (pick % edits.length)
        const { content } = await revision(id, version)
        const now = await restore(id, version)
        t.match(now.json(), { version: edits.length + 2, status: 'draft' })
        t.strictSame((await revision(id, edits.length + 2)).content, content)
        t.same((await revision(id, edits.length + 2, `?against=${version}`)).diff.fields.map(fieldOf), [
          ...new Set(kept(edits, version)),
        ])
      }),
      { numRuns: 25 },
    )
  })
})

const fieldOf = ({ field }: { field: string }) => field

/** What decides who sees an article stays as the last edit left it, also where the restored version had it otherwise. */
function kept(edits: readonly Edit[], version: number): string[] {
  const names = ['embargoUntil', 'commentsOpen'] as const
  const initial = { embargoUntil: null, commentsOpen: true }
  const standing = (count: number) =>
    Object.assign({ ...initial }, ...edits.slice(0, count).map((one) => pickNames(one, names)))
  const [then, now] = [standing(version - 1), standing(edits.length)]
  return names.filter((name) => then[name] !== now[name])
}

const pickNames = (from: Edit, names: readonly (keyof Edit)[]) =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])))

const words = fc
  .array(fc.constantFrom('harbour', 'Zwölf', 'بحر', '🎉', 'e\u0301', 'said', '“quoted”'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => list.join(' ').normalize('NFC'))
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
let slugs = 0
const edit = fc.record(
  {
    headline: words,
    slug: fc.constant(0).map(() => `restored-${++slugs}`),
    summary: orNull(words),
    byline: orNull(words.map((name) => `By ${name}`)),
    authors: orNull(fc.array(fc.record({ name: words, title: orNull(words) }), { maxLength: 2 })),
    dateline: orNull(
      fc.record({
        text: fc.constantFrom('OSLO, Nov. 3 (UPI) —', 'NEW YORK —', 'x'),
        place: orNull(words),
        month: orNull(fc.constantFrom(1, 12)),
        date: orNull(fc.constantFrom('2026-02-28', '0099-12-31')),
        agency: orNull(words),
      }),
    ),
    provider: orNull(fc.record({ name: words, uri: orNull(fc.constant('https://upi.example/')) })),
    section: orNull(words),
    tags: orNull(fc.array(words, { maxLength: 3 })),
    subjects: orNull(
      fc.array(
        fc.record({
          name: words,
          qcode: orNull(fc.constantFrom('medtop:20000350', 'own:1')),
        }),
        { maxLength: 2 },
      ),
    ),
    language: orNull(fc.constantFrom('en', 'nn-NO')),
    body: orNull(
      fc.record({
        blocks: fc.array(
          fc.oneof(
            words.map(paragraph),
            fc.record({ type: fc.constant('pullQuote'), text: words, attribution: orNull(words) }),
            fc.record({ type: fc.constant('list'), ordered: fc.boolean(), items: fc.tuple(words, words) }),
          ),
          { maxLength: 4 },
        ),
      }),
    ),
    canonicalUrl: orNull(fc.constant('https://elsewhere.example/')),
    embargoUntil: orNull(fc.constantFrom('2026-12-24T09:00:00.000Z', '2020-01-01T00:00:00.123Z')),
    commentsOpen: fc.boolean(),
  },
  { requiredKeys: [] },
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

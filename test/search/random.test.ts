import { eq } from 'drizzle-orm'
import { searchStore } from '../../src/articles/search-store.ts'
import { eachApp } from '../support/app.ts'

/** A small generator of numbers, the same on every run (mulberry32). */
const numbersFrom = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const vocabulary = [
  'bridge',
  'Müller',
  'toll',
  'Łódź',
  'Ärger',
  'quay',
  'Straße',
  'no',
  '42',
  'ébène',
  '橋',
  'gull',
]
const folded = [
  'bridge',
  'muller',
  'toll',
  'łodz',
  'arger',
  'quay',
  'strasse',
  'no',
  '42',
  'ebene',
  '橋',
  'gull',
]

eachApp('after random changes', async (t, test) => {
  const key = await test.key()
  const number = numbersFrom(20261124)
  const pick = <T>(list: readonly T[]): T => list[number(list.length)] as T
  const someText = () => Array.from({ length: 1 + number(6) }, () => pick(vocabulary)).join(' ')
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const headers = { 'if-match': '*' }
    const answer = await test.send({ method, url, key, headers, ...(payload !== undefined && { payload }) })
    t.ok(answer.statusCode < 300, `${method} ${url}`)
    return answer.body === '' ? undefined : answer.json()
  }
  const toBody = (text: string) => ({ blocks: [{ type: 'paragraph', text }] })
  /** What there is, as a reader would see it. */
  const articles = new Map<string, { fields: Record<string, string>; isPublic: boolean }>()

  const steps: (() => Promise<void>)[] = [
    async () => {
      const fields = { headline: someText(), summary: someText(), body: someText() }
      const { id } = await send('POST', '/v1/articles', { ...fields, body: toBody(fields.body) })
      articles.set(id, { fields, isPublic: false })
    },
    async () => {
      const [id, article] = pick([...articles])
      const action = article.isPublic ? 'unpublish' : 'publish'
      await send('POST', `/v1/articles/${id}/${action}`, {})
      article.isPublic = !article.isPublic
    },
    async () => {
      const [id, article] = pick([...articles])
      const field = pick(['headline', 'summary', 'body'])
      const text = someText()
      await send('PATCH', `/v1/articles/${id}`, { [field]: field === 'body' ? toBody(text) : text })
      article.fields[field] = text
    },
    async () => {
      const [id, article] = pick([...articles])
      const caption = someText()
      await send('POST', '/v1/media-credits', { articleId: id, caption })
      article.fields[`caption ${Object.keys(article.fields).length}`] = caption
    },
    async () => {
      if (articles.size < 5) return
      const [id] = pick([...articles])
      await send('DELETE', `/v1/articles/${id}`)
      articles.delete(id)
    },
  ]

  t.test('a search finds what a scan of everything finds', async (t) => {
    await Promise.resolve(steps[0]?.())
    for (let i = 0; i < 150; i++) await pick([...steps, ...steps.slice(0, 4)])()
    const foldedWords = (text: string) => text.split(' ').map((word) => folded[vocabulary.indexOf(word)])
    const scan = (words: string[], without: string[]) => {
      const has = (fields: Record<string, string>, phrase: string) =>
        Object.values(fields).some((text) => ` ${foldedWords(text).join(' ')} `.includes(` ${phrase} `))
      return [...articles]
        .filter(([, { isPublic }]) => isPublic)
        .filter(([, { fields }]) => words.every((word) => has(fields, word)))
        .filter(([, { fields }]) => !without.some((word) => has(fields, word)))
        .map(([id]) => id)
        .sort()
    }
    for (let i = 0; i < 60; i++) {
      const words = [pick(folded), pick(folded)].slice(0, 1 + number(2))
      const phrase = number(3) === 0 ? [`${pick(folded)} ${pick(folded)}`] : []
      const without = number(2) === 0 ? [pick(folded)] : []
      const terms = [...words, ...phrase.map((each) => `"${each}"`), ...without.map((each) => `-${each}`)]
      const q = encodeURIComponent(terms.join(' '))
      const found = (await test.send({ url: `/v1/articles?q=${q}&fields=slug&limit=100&count=exact` })).json()
      const expected = scan([...words, ...phrase], without)
      t.same(found.data.map(({ id }: { id: string }) => id).sort(), expected, terms.join(' '))
      t.equal(found.page.total, expected.length)
    }
  })

  t.test('nothing is left in the index of what was deleted', async (t) => {
    const { searchDocuments } = test.db.tables
    const rows = await test.db.read.select({ of: searchDocuments.articleId }).from(searchDocuments)
    t.same(new Set(rows.map((row) => row.of)), new Set(articles.keys()))
  })

  t.test('what there was before there was an index is indexed, once', async (t) => {
    const total = async () =>
      // A key's answers are not kept: nothing that readers see has told the cache of this.
      (await test.send({ url: '/v1/articles?q=bridge&count=exact', key })).json().page.total
    const before = await total()
    t.ok(before > 0)
    await test.db.write((tx) => tx.delete(test.db.tables.searchDocuments))
    t.equal(await total(), 0)
    await searchStore(test.db).indexMissing()
    t.equal(await total(), before)
    // From then on every write sees to its own, and the nightly check to what gets lost: a start looks at one row.
    const { searchDocuments, articles } = test.db.tables
    const [last] = await test.db.read.select().from(articles).limit(1)
    await test.db.write((tx) =>
      tx.delete(searchDocuments).where(eq(searchDocuments.articleId, last?.id ?? '')),
    )
    const left = await test.db.read.$count(searchDocuments)
    await searchStore(test.db).indexMissing()
    t.equal(await test.db.read.$count(searchDocuments), left)
  })
})

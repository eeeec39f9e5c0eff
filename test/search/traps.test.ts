import fc from 'fast-check'
import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'

/** What full-text engines read as their own language, or break on. */
const traps = [
  '"',
  '""',
  '"a',
  "'",
  "don't",
  'hello AND',
  'AND',
  'OR',
  'NOT',
  'NOT hello',
  'hello OR',
  'hello NOT world',
  'NEAR(a b, 2)',
  'NEAR(',
  'hello-world',
  '-hello',
  '- hello',
  'c++',
  '(',
  ')',
  '((a)',
  '*',
  'a*',
  '^a',
  'headline:a',
  '{headline summary}: a',
  ':',
  'a:*',
  'a & b | !c',
  'a <-> b',
  '!!',
  '\\',
  "a\\'b",
  '$$',
  '; drop table "searchDocuments"; --',
  '%',
  '100%',
  'a_b',
  '?1',
  ':name',
  '@x',
  '\u00ad',
  '\u200b',
  '\u202e',
  '\ufeffa',
  '🎉',
  '👩‍👩‍👧',
  'é\u0301\u0301',
  'x'.repeat(200),
]

eachApp('a query', async (t, test) => {
  const desk = await articleDesk(test)
  const text = "“We don't sell c++ for 100% of a_b,” said Ada Ferris."
  const blocks = [{ type: 'paragraph', text }]
  const { id } = await desk.publish({ headline: 'Traps and hello-world', body: { blocks } })
  await desk.post('/v1/media-credits', {
    articleId: id,
    caption: 'A 100% a_b',
    creditLine: 'Photo by Ada Ferris',
  })
  const lists = ['articles', 'quotes', 'media-credits']
  const ask = (list: string, q: string) =>
    test.send({ url: `/v1/${list}?q=${encodeURIComponent(q)}&count=exact` })

  t.test('that looks like the language of an engine is words, or no words and 400', async (t) => {
    for (const list of lists)
      for (const q of traps) {
        const { statusCode } = await ask(list, q)
        t.ok(statusCode === 200 || statusCode === 400, `${list} ${JSON.stringify(q)} is ${statusCode}`)
      }
  })

  t.test('of any characters at all is answered', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...traps, ' ', 'AND', '-', '"', '(', 'a', 'ß', '東京'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    )
    const isWhole = (q: string) => !/\p{Surrogate}/u.test(q)
    const query = fc
      .array(piece, { minLength: 1, maxLength: 12 })
      .map((pieces) => pieces.join('').slice(0, 190))
      .filter(isWhole)
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(...lists), async (q, list) => {
        const answer = await ask(list, q)
        return answer.statusCode === 200 || answer.statusCode === 400
      }),
      { numRuns: 200, seed: 20261124 },
    )
  })

  t.test('takes % and _ for themselves, not for any letter', async (t) => {
    await desk.publish({
      headline: '1000 people and axb',
      body: { blocks: [{ type: 'paragraph', text: 'No more.' }] },
    })
    const found = async (list: string, q: string) => (await ask(list, q)).json().page?.total
    for (const list of lists) {
      t.equal(await found(list, '100%'), 1, `${list} 100%`)
      t.equal(await found(list, 'a_b'), 1, `${list} a_b`)
      t.equal(await found(list, '1%'), 0, `${list} 1%`)
      t.equal(await found(list, '100_'), 1, `${list} 100_`)
      t.equal(await found(list, '_00%'), 0, `${list} _00%`)
    }
    t.equal(await found('articles', 'axb'), 1)
    t.equal(await found('articles', '10_0'), 0)
  })
})

import t from 'tap'
import { findQuotes } from '../../src/quotes/findings.ts'
import { placesIn } from '../../src/quotes/place.ts'
import { compete, locate } from '../../src/quotes/rules.ts'

const paragraph = (text: string) => ({ type: 'paragraph', text })
const story = (...paragraphs: string[]) => ({
  headline: 'Harbour plan',
  language: null as string | null,
  summary: null,
  bodyText: paragraphs.join('\n\n'),
  blocks: paragraphs.map(paragraph),
})

t.test('a place counts code points, and names the block in which it begins', async (t) => {
  const article = story('🎉🎉 One.', '👩‍👩‍👧 “Two.”')
  const { placeOf, toUtf16 } = placesIn(article)
  const start = article.bodyText.indexOf('Two.')
  const place = placeOf(start, start + 4)
  const points = [...article.bodyText]
  t.equal(points.slice(place.positionStart, place.positionEnd).join(''), 'Two.')
  t.equal(toUtf16(place.positionStart), start)
  t.match(place, { block: 1, prefix: points.slice(0, place.positionStart).join(''), suffix: '”' })
})

t.test('the context around a quote is 32 code points long, and cuts no character in two', async (t) => {
  const article = story(`${'🎉'.repeat(50)}Said.${'🎊'.repeat(50)}`)
  const { placeOf } = placesIn(article)
  const { prefix, suffix } = placeOf(100, 105)
  t.equal(prefix, '🎉'.repeat(32))
  t.equal(suffix, '🎊'.repeat(32))
})

t.test('an editor picks a place by its code point', async (t) => {
  const article = story('🎉 yes yes')
  const { toUtf16 } = placesIn(article)
  t.equal(locate(article.bodyText, { text: 'yes' }, toUtf16), 3)
  t.equal(locate(article.bodyText, { text: 'yes', position: { start: 6 } }, toUtf16), 7)
  for (const start of [0, 3, 7, 1000]) {
    t.throws(() => locate(article.bodyText, { text: 'yes', position: { start } }, toUtf16), {
      kind: 'unprocessable',
      errors: [{ pointer: '/position/start' }],
    })
  }
})

t.test('two quotations of one stretch compete, reported speech around one does not', async (t) => {
  const at = (
    positionStart: number | null,
    positionEnd: number | null,
    kind: 'direct' | 'indirect' = 'direct',
  ) => ({
    kind,
    positionStart,
    positionEnd,
  })
  t.ok(compete(at(0, 10), at(5, 15)))
  t.notOk(compete(at(0, 10), at(10, 15)))
  t.notOk(compete(at(0, 10, 'indirect'), at(5, 8)))
  t.ok(compete(at(0, 10, 'indirect'), at(0, 10)))
  t.notOk(compete(at(null, null), at(null, null)))
})

t.test('what was said in marks is found; reports and words nobody says are not', async (t) => {
  const article = story(
    '“The bridge will open in May,” harbour master Ada Ferris said, according to Seewind.',
    'Ferris said the cranes would follow in the autumn.',
    'The so-called “sky bridge” is red.',
  )
  const found = findQuotes(article, [])
  t.match(found, [
    { kind: 'direct', text: 'The bridge will open in May,', speakerName: 'Ada Ferris', viaName: 'Seewind' },
  ])
  t.equal(found.length, 1)
})

t.test('captions introduce the people who speak', async (t) => {
  const article = story('“The bridge will open in May,” Ferris said on Monday.')
  t.equal(findQuotes(article, [])[0]?.speakerName, 'Ferris')
  t.match(findQuotes(article, ['Harbour master Ada Ferris at the bridge on Monday.'])[0], {
    speakerName: 'Ada Ferris',
  })
})

t.test('a speaker whom no verb names is inferred in English only, never made of words', async (t) => {
  const text =
    '„Im Februar habe ich gewartet“, erzählt die Inselbewohnerin Elke Nommensen. „Da lernt man das Schiff zu schätzen.“'
  const english = '“We waited all winter,” islander Elke Nommensen said. “One learns to love the boat.”'
  const found = findQuotes({ ...story(text), language: 'de' }, [])
  t.ok(found.length > 0)
  t.same(
    found.filter(({ cue }) => cue === null).map(({ speakerName }) => speakerName),
    [null],
  )
  t.same(
    findQuotes({ ...story(english), language: 'en-GB' }, []).map(({ speakerName }) => speakerName),
    ['Elke Nommensen', 'Elke Nommensen'],
  )
})

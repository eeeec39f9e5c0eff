import fc from 'fast-check'
import t from 'tap'
import { writeNewsMlG2 } from '../../../src/formats/newsml-g2/write.ts'
import { hostileTexts, storyOf } from '../../support/hostile.ts'
import { newsMlG2Judge, parseXml, withoutStandards } from '../../support/judges.ts'

t.test('any text leaves the document well formed', async () => {
  fc.assert(
    fc.property(hostileTexts, (text) => {
      parseXml(writeNewsMlG2(storyOf(text)))
    }),
    { numRuns: 2000, seed: 11 },
  )
})

t.test('any text leaves it valid', { skip: withoutStandards }, async () => {
  const judge = newsMlG2Judge()
  fc.assert(
    fc.property(hostileTexts, (text) => {
      judge(writeNewsMlG2(storyOf(text)))
    }),
    { numRuns: 500, seed: 12 },
  )
})

t.test('of the same words said twice, the place with the context of the quote is marked', async (t) => {
  const text = writeNewsMlG2({ ...storyOf('again'), publisher: 'P' })
  t.match(text, '<p>again <q quote-source="again via again">again</q></p>')
})

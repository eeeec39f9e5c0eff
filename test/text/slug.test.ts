import fc from 'fast-check'
import t from 'tap'
import { slugOf } from '../../src/text/slug.ts'

t.test('a headline becomes lower-case words with hyphens', async (t) => {
  t.equal(
    slugOf('China seeks improved South Korea relations despite THAAD'),
    'china-seeks-improved-south-korea-relations-despite-thaad',
  )
  t.equal(slugOf('  "Harbour\u00A0Fund": 3.5% more — at last!  '), 'harbour-fund-3-5-more-at-last')
})

t.test('apostrophes and the dots of initials join, they do not cut', async (t) => {
  t.equal(slugOf("Town’s U.S. mayor won't quit"), 'towns-us-mayor-wont-quit')
  t.equal(slugOf('J. K. Marlow reads at 6.30'), 'j-k-marlow-reads-at-6-30')
})

t.test('accents and letters beyond ASCII are written with their plain neighbours', async (t) => {
  t.equal(slugOf('Große Brücke über den Øresund'), 'grosse-brucke-uber-den-oresund')
  t.equal(slugOf('Łódź, Çeşme, Þingvellir, L’été à l’œuvre'), 'lodz-cesme-thingvellir-lete-a-loeuvre')
  t.equal(slugOf('ISTANBUL’DA İlk Işık'), 'istanbulda-ilk-isik')
})

t.test('a headline without any such letter leaves the empty string', async (t) => {
  for (const headline of ['', ' — ', '平和', '🎉', 'Москва']) t.equal(slugOf(headline), '', headline)
})

t.test('a long headline is cut between words at 120 characters', async (t) => {
  const slug = slugOf('harbour '.repeat(40))
  t.equal(slug, Array.from({ length: 15 }, () => 'harbour').join('-'))
  t.equal(slugOf('x'.repeat(300)).length, 120, 'a single word is cut where it must be')
})

t.test('whatever the headline, the slug is well formed', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (headline) => {
      const slug = slugOf(headline)
      return slug.length <= 120 && /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(slug) && slugOf(slug) === slug
    }),
  )
})

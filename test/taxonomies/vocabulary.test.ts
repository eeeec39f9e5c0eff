import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { nameIn } from '../../src/taxonomies/name-in.ts'
import { readVocabulary } from '../../src/taxonomies/vocabulary.ts'

// The published vocabulary is the IPTC's (CC BY 4.0): it lies beside the project and is read where present.
const published = new URL(
  '../../../shared/data/standards/mediatopics/mediatopic-2019-04-06.json',
  import.meta.url,
)

const bytesOf = (...conceptSet: unknown[]) => Buffer.from(JSON.stringify({ conceptSet }))
const cycling = {
  uri: 'http://cv.iptc.org/newscodes/mediatopic/20000350',
  prefLabel: { 'en-GB': 'cycling', de: 'Radsport' },
  broader: ['http://cv.iptc.org/newscodes/mediatopic/15000000'],
  definition: { 'en-GB': 'not kept' },
}

t.test('a concept has both codes, its names and what it is part of', async (t) => {
  t.same(readVocabulary(bytesOf(cycling)), [
    {
      key: 'medtop:20000350',
      qcode: 'medtop:20000350',
      uri: cycling.uri,
      names: cycling.prefLabel,
      broader: ['medtop:15000000'],
    },
  ])
})

t.test('a file that is no vocabulary, or has a concept that is none, is refused whole', async (t) => {
  const refused: [Buffer, RegExp][] = [
    [Buffer.from('no JSON'), /not JSON/],
    [Buffer.from([0x22, 0xff, 0x22]), /not JSON in UTF-8/],
    [Buffer.from('[]'), /no "conceptSet"/],
    [bytesOf(), /no "conceptSet"/],
    [bytesOf(cycling, null), /^Concept 2 is no object/],
    [bytesOf({ ...cycling, uri: 'javascript:1' }), /"uri"/],
    [bytesOf({ ...cycling, qcode: '' }), /"qcode"/],
    [bytesOf({ ...cycling, qcode: 'medtop:20000351' }), /different subjects/],
    [bytesOf({ prefLabel: { en: 'x' } }), /neither/],
    [bytesOf({ ...cycling, prefLabel: {} }), /"prefLabel"/],
    [bytesOf({ ...cycling, prefLabel: { en: ' ' } }), /"prefLabel"/],
    [bytesOf({ ...cycling, prefLabel: { en: 'a\u0000' } }), /"prefLabel"/],
    [bytesOf({ ...cycling, prefLabel: { 'no tag': 'a' } }), /"prefLabel"/],
  ]
  for (const [bytes, message] of refused)
    t.throws(() => readVocabulary(bytes), { kind: 'unprocessable', message })
})

t.test('a name is in the language asked for, or in the nearest there is', async (t) => {
  const names = { de: 'Radsport', 'en-GB': 'cycling', fr: 'cyclisme' }
  t.same(nameIn(names, 'fr'), { name: 'cyclisme', language: 'fr' })
  t.same(nameIn(names, 'fr-CA'), { name: 'cyclisme', language: 'fr' })
  t.same(nameIn(names, 'EN-gb'), { name: 'cycling', language: 'en-GB' })
  t.same(nameIn(names, 'ja'), { name: 'cycling', language: 'en-GB' })
  t.same(nameIn(names, undefined), { name: 'cycling', language: 'en-GB' })
  t.same(nameIn({ de: 'Radsport' }, 'fr'), { name: 'Radsport', language: 'de' })
})

t.test(
  'the published Media Topics are read to the last concept',
  { skip: existsSync(published) ? false : 'the shared vocabulary is not here' },
  async (t) => {
    const concepts = readVocabulary(readFileSync(published))
    t.equal(concepts.length, 1286)
    const keys = new Set(concepts.map(({ key }) => key))
    t.equal(concepts.filter(({ broader }) => broader.some((key) => !keys.has(key))).length, 0)
    t.match(
      concepts.find(({ key }) => key === 'medtop:06000000'),
      { names: { de: 'Umwelt', fr: 'Environnement' }, broader: [] },
    )
  },
)

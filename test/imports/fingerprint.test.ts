import t from 'tap'
import {
  hashParts,
  type Parts,
  parseFingerprint,
  revise,
  writeFingerprint,
} from '../../src/imports/fingerprint.ts'

const parts: Parts = {
  headline: 'Bridge reopens',
  summary: null,
  byline: null,
  dateline: { place: 'Millbrook', agency: 'UPI' },
  language: 'en',
  body: [{ type: 'paragraph', text: 'It reopened.' }],
  media: [],
  provider: null,
  section: null,
  topics: { tags: [], subjects: [] },
  embargo: null,
  expiry: null,
  extensions: null,
}
const hashes = (change: Partial<Parts> = {}) => hashParts({ ...parts, ...change })

t.test('a fingerprint is read back as it was written', async (t) => {
  t.same(parseFingerprint(writeFingerprint(hashes())), hashes())
})

t.test('the order of fields does not matter, the order of lists does', async (t) => {
  t.same(hashes({ dateline: { agency: 'UPI', place: 'Millbrook' } }), hashes())
  t.not(hashes({ media: [1, 2] }).media, hashes({ media: [2, 1] }).media)
})

t.test('a part that only the source has changed is taken', async (t) => {
  const revision = revise({
    last: hashes(),
    current: hashes(),
    incoming: hashes({ headline: 'Bridge is open' }),
  })
  t.same(revision, { taken: ['headline'], kept: [] })
})

t.test('a part that only an editor has changed is left alone', async (t) => {
  const current = hashes({ headline: 'Harbour bridge reopens' })
  t.same(revise({ last: hashes(), current, incoming: hashes() }), { taken: [], kept: [] })
})

t.test('a part that both have changed stays the editor’s, and is told', async (t) => {
  const current = hashes({ body: 'edited' })
  const incoming = hashes({ body: 'rewritten', language: 'de' })
  t.same(revise({ last: hashes(), current, incoming }), { taken: ['language'], kept: ['body'] })
})

t.test('a part that both have changed alike needs nothing', async (t) => {
  const both = hashes({ body: 'corrected' })
  t.same(revise({ last: hashes(), current: both, incoming: both }), { taken: [], kept: [] })
})

t.test('a part that an earlier version of the code did not keep is never overwritten', async (t) => {
  const last = parseFingerprint(writeFingerprint(hashes()).replace(/ media:\S+/, ''))
  const revision = revise({ last, current: hashes(), incoming: hashes({ media: ['new'] }) })
  t.same(revision, { taken: [], kept: ['media'] })
})

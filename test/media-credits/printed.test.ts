import fc from 'fast-check'
import t from 'tap'
import { composeCreditLine, parseCreditLine } from '../../src/extraction/credit-line.ts'
import { agree, nothingPrinted, type Printed } from '../../src/media-credits/printed.ts'

const printed = (given: Partial<Printed>): Printed => agree(nothingPrinted, given)

t.test('a line is read into its parts and stays as printed', async (t) => {
  t.match(printed({ creditLine: 'Photo by  Ann Poe/AFP, File' }), {
    creditLine: 'Photo by  Ann Poe/AFP, File',
    label: 'Photo by',
    creators: ['Ann Poe'],
    organizations: ['AFP'],
    qualifiers: ['file'],
  })
})

t.test('parts compose a line that reads back into them', async (t) => {
  const { creditLine, label } = printed({ creators: ['Ann Poe', 'Bo Li'], organizations: ['AFP'] })
  t.match(parseCreditLine(creditLine ?? ''), {
    creators: ['Ann Poe', 'Bo Li'],
    organizations: ['AFP'],
    label,
  })
})

t.test('a line and parts that are both given are both kept, and missing parts are read', async (t) => {
  const both = printed({ creditLine: 'Photo by Ann Poe/AFP', creators: ['Anna Poe'] })
  t.match(both, { creditLine: 'Photo by Ann Poe/AFP', creators: ['Anna Poe'], organizations: ['AFP'] })
})

t.test('a name given as an organization is not a maker too', async (t) => {
  const line = 'Photo by Ann Poe'
  t.match(printed({ creditLine: line, organizations: ['Ann Poe'] }), {
    creditLine: line,
    creators: [],
    organizations: ['Ann Poe'],
  })
})

t.test('empty lists beside a line are no parts', async (t) => {
  const given = { creditLine: 'Photo by Ann Poe/AFP', creators: [], organizations: [], qualifiers: [] }
  t.match(printed(given), { creators: ['Ann Poe'], organizations: ['AFP'] })
})

t.test('a null line beside parts is composed from them', async (t) => {
  const { creditLine } = printed({ creditLine: null, creators: ['Ann Poe'] })
  t.same(parseCreditLine(creditLine ?? '')?.creators, ['Ann Poe'])
})

t.test('a line that is no credit stays verbatim, without parts', async (t) => {
  const line = 'The crowd had been waiting in the rain since early morning, and nobody minded at all.'
  t.same(printed({ creditLine: line }), { ...nothingPrinted, creditLine: line })
})

t.test('a change of parts composes the line anew, a change of the line reads the parts anew', async (t) => {
  const before = printed({ creditLine: 'Photo by Ann Poe/AFP' })
  const parts = agree(before, { creators: ['Bo Li'] })
  t.match(parts, { creators: ['Bo Li'], organizations: ['AFP'] })
  t.match(parseCreditLine(parts.creditLine ?? ''), { creators: ['Bo Li'], organizations: ['AFP'] })
  t.match(agree(before, { creditLine: 'Foto: Cara Diaz/dpa' }), {
    label: 'Foto:',
    creators: ['Cara Diaz'],
    organizations: ['dpa'],
  })
  t.same(agree(before, { creditLine: null }), nothingPrinted)
  t.same(agree(before, { creators: null, organizations: [] }), nothingPrinted)
})

t.test('what repeats the present state changes nothing, not even a blank', async (t) => {
  const before = printed({ creditLine: 'Photo  by Ann Poe/AFP', organizations: ['Agence France-Presse'] })
  t.same(agree(before, {}), before)
  t.same(agree(before, { creditLine: before.creditLine }), before)
  t.same(agree(before, { creators: ['Ann Poe'], label: before.label }), before)
})

t.test('a licence that was read goes with its line, one that was given stays', async (t) => {
  const read = printed({ creditLine: 'Photo: Ann Poe/Wikimedia Commons (CC BY-SA 4.0)' })
  t.ok(read.license, 'the line names a licence')
  t.equal(agree(read, { creditLine: 'Photo: Bo Li/AFP' }).license, null)
  const given = printed({ creditLine: 'Photo: Ann Poe/AFP', license: 'Contract 12' })
  t.equal(agree(given, { creditLine: 'Photo: Bo Li/AFP' }).license, 'Contract 12')
})

const partsOf = ({
  creators,
  organizations,
  qualifiers,
}: Pick<Printed, 'creators' | 'organizations' | 'qualifiers'>) => ({
  creators,
  organizations,
  qualifiers,
})

/** Whether the line says what the parts say: it was read into them, or composed from them. */
function isAgreed(state: Printed): boolean {
  const read = state.creditLine === null ? undefined : parseCreditLine(state.creditLine)
  const said = JSON.stringify(partsOf(read ?? nothingPrinted))
  return said === JSON.stringify(partsOf(state)) || composeCreditLine(state) === state.creditLine
}

const person = fc.constantFrom('Ann Poe', 'Bo Li', 'Cara Diaz', 'ZOE ÅNGSTRÖM', 'J. R. Ewing')
const organization = fc.constantFrom('AFP', 'AP', 'dpa', 'Getty Images', 'Tri-County News')
const line = fc.constantFrom(
  null,
  'Photo by Ann Poe/AFP',
  'Foto: Cara Diaz/dpa',
  'AP Photo/Bo Li, File',
  'Handout via REUTERS',
  'The crowd had been waiting in the rain since early morning, and nobody minded at all.',
)
const change: fc.Arbitrary<Partial<Printed>> = fc.oneof(
  fc.record({ creditLine: line }),
  fc.record(
    {
      creators: fc.uniqueArray(person, { maxLength: 3 }),
      organizations: fc.uniqueArray(organization, { maxLength: 2 }),
      qualifiers: fc.uniqueArray(fc.constantFrom('file' as const, 'handout' as const), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
)

t.test('after changes of the line and of the parts, in any order, the two agree', async (t) => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      let state = nothingPrinted
      for (const given of changes) {
        state = agree(state, given)
        t.ok(isAgreed(state), JSON.stringify(state))
      }
    }),
    { numRuns: 300 },
  )
})

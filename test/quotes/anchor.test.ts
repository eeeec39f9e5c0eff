import t from 'tap'
import { anchorQuotes, type Remembered } from '../../src/quotes/anchor.ts'

const quote = (exact: string, rest: Partial<Remembered> = {}): Remembered => ({
  exact,
  prefix: '',
  suffix: '',
  near: undefined,
  ...rest,
})

t.test('words are found where they stand, and nowhere when they are gone', async (t) => {
  const text = 'He said yes. She said no.'
  t.same(anchorQuotes(text, [quote('yes'), quote('maybe'), quote('no')]), [8, undefined, 22])
  t.same(anchorQuotes('', [quote('yes')]), [undefined])
  t.same(anchorQuotes(text, []), [])
})

t.test('of several places the surroundings choose, then the nearness', async (t) => {
  const text = 'Ann: “Yes.” Bob: “Yes.” Cy: “Yes.”'
  const second = text.indexOf('Yes.', 10)
  t.same(anchorQuotes(text, [quote('Yes.', { prefix: 'Bob: “', near: 0 })]), [second])
  t.same(anchorQuotes(text, [quote('Yes.', { suffix: '” Cy', near: 0 })]), [second])
  t.same(anchorQuotes(text, [quote('Yes.', { near: second + 2 })]), [second])
})

t.test('a place is given to one quote only, to the one it fits best', async (t) => {
  const text = 'Bob: “Yes.”'
  const remembered = [
    quote('Yes.', { prefix: 'Ann: “', near: 6 }),
    quote('Yes.', { prefix: 'Bob: “', near: 18 }),
  ]
  t.same(anchorQuotes(text, remembered), [undefined, 6])
})

t.test('quotes that swapped places are told apart by what stands around them', async (t) => {
  const text = 'Then Bob: “Yes.” And Ann: “Yes.”'
  const remembered = [
    quote('Yes.', { prefix: 'Ann: “', near: 6 }),
    quote('Yes.', { prefix: 'Bob: “', near: 30 }),
  ]
  t.same(anchorQuotes(text, remembered), [text.lastIndexOf('Yes.'), text.indexOf('Yes.')])
})

t.test('listed places are the only ones', async (t) => {
  t.same(
    anchorQuotes('yes yes yes', [quote('yes', { near: 0 })], () => [8]),
    [8],
  )
  t.same(
    anchorQuotes('yes yes', [quote('yes')], () => []),
    [undefined],
  )
})

t.test('among thousands of places the one near the old one is found, in a moment', async (t) => {
  const text = 'Aye. '.repeat(200_000)
  const before = performance.now()
  const remembered = Array.from({ length: 2000 }, (_, i) => quote('Aye.', { near: i * 500 + 2 }))
  const anchored = anchorQuotes(text, remembered)
  t.ok(performance.now() - before < 1000)
  t.ok(anchored.every((at, i) => at !== undefined && Math.abs(at - i * 500) <= 5))
  t.equal(new Set(anchored).size, 2000)
})

t.test('words that are part of other words are not the quote, unless they were', async (t) => {
  t.same(anchorQuotes('We paid it yesterday.', [quote('yes', { prefix: '“', suffix: ',” Ann said' })]), [
    undefined,
  ])
  t.same(anchorQuotes('An eyes-only note, “yes,” Ann said.', [quote('yes', { suffix: ',” Ann said' })]), [20])
  t.same(anchorQuotes('The bridges.', [quote('ridge', { prefix: 'The b', suffix: 's.' })]), [5])
  t.same(anchorQuotes('彼は「行く」と言った。', [quote('行く', { prefix: '彼は「', suffix: '」と' })]), [3])
  t.same(anchorQuotes('彼は行くと言った。', [quote('行く', { prefix: '彼は', suffix: 'と言っ' })]), [2])
})

t.test('short words are not taken from another mouth', async (t) => {
  const said = quote('No,', { prefix: 'It opens.\n\n“', suffix: '” Ann Lee said on Monday.', near: 12 })
  t.same(anchorQuotes('It closes.\n\n“No,” the mayor said.', [said]), [undefined])
  t.same(anchorQuotes('A toll? “No,” Ann Lee said.', [said]), [9])
  t.same(anchorQuotes('It opens.\n\n“No,” said Bob.', [said]), [12], 'in its old place it is the same')
  t.same(anchorQuotes('No, never.', [quote('No,')]), [0], 'where nothing is known, anything will do')
})

t.test('one that has lost its place does not take that of another', async (t) => {
  const text = 'Aye. Then Bob: “It is so.” And Bob: “It is so.”'
  const lost = quote('It is so.', { prefix: 'Bob: “', suffix: '”' })
  const there = quote('It is so.', { prefix: 'Bob: “', suffix: '”', near: 16 })
  t.same(anchorQuotes(text, [lost, there]), [text.lastIndexOf('It'), 16])
})

t.test('places are UTF-16 offsets, whatever stands before', async (t) => {
  const text = '🎉👩‍👩‍👧 “It is 🎉 so.”'
  t.same(anchorQuotes(text, [quote('It is 🎉 so.', { prefix: '🎉 “', suffix: '”' })]), [text.indexOf('It')])
})

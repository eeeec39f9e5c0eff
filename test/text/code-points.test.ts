import fc from 'fast-check'
import t from 'tap'
import { codePointOffsets } from '../../src/text/code-points.ts'

t.test('an emoji counts once on the wire and twice in JavaScript', async (t) => {
  const offsets = codePointOffsets('a🎉b🎉')
  t.equal(offsets.length, 4)
  t.same([0, 1, 3, 4, 6].map(offsets.toCodePoint), [0, 1, 2, 3, 4])
  t.same([0, 1, 2, 3, 4].map(offsets.toUtf16), [0, 1, 3, 4, 6])
})

t.test('an offset inside a pair counts as the start of the pair', async (t) => {
  const offsets = codePointOffsets('🎉🎉')
  t.equal(offsets.toCodePoint(1), 0)
  t.equal(offsets.toCodePoint(3), 1)
})

t.test('offsets beyond the text are clamped to it', async (t) => {
  const offsets = codePointOffsets('né🎉')
  t.equal(offsets.toCodePoint(99), 3)
  t.equal(offsets.toUtf16(99), 4)
  t.equal(offsets.toCodePoint(-1), 0)
})

t.test('both directions agree with a count by hand, for any text', async () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '🎉', '\u{1F1E9}', '\uD83D', '平') }), (text) => {
      const offsets = codePointOffsets(text)
      const points = [...text]
      return points.every((_, index) => {
        const utf16 = points.slice(0, index).join('').length
        return offsets.toCodePoint(utf16) === index && offsets.toUtf16(index) === utf16
      })
    }),
  )
})

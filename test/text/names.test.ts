import fc from 'fast-check'
import t from 'tap'
import { foldName } from '../../src/text/names.ts'

t.test('case, apostrophes, hyphens and blanks do not tell two names apart', async (t) => {
  const pairs: [string, string][] = [
    ['Hua Chunying', 'HUA  CHUNYING'],
    ['Caitlin O’Hara', "caitlin o'hara"],
    ['Kang Kyung‑hwa', 'Kang Kyung-hwa'],
    ['Weiß', 'WEISS'],
    ['Ana\u00A0Sá', ' Ana\tSa\u0301 '],
    ['ﬁnn', 'Finn'],
    ['Jo\u200Bhn', 'John'],
    ['d´Emilio', 'd’Emilio'],
    ['ΟΔΥΣΣΕΥΣ', 'Οδυσσεύς'.normalize('NFD').replace(/\p{M}/gu, '')],
  ]
  for (const [one, other] of pairs) t.equal(foldName(one), foldName(other), `${one} = ${other}`)
})

t.test('different letters stay different names', async (t) => {
  t.not(foldName('José'), foldName('Jose'))
  t.not(foldName('Ann Lee'), foldName('Annlee'))
  t.not(foldName('Jean-Luc'), foldName('Jean Luc'))
})

t.test('folding any character twice is folding it once', async (t) => {
  const unstable: string[] = []
  for (let code = 0; code < 0x20000; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const folded = foldName(`a${String.fromCodePoint(code)}b`)
    if (foldName(folded) !== folded) unstable.push(code.toString(16))
  }
  t.same(unstable, [])
  t.equal(foldName('O\u1fefHara'), foldName("O'Hara"))
  t.equal(foldName('STRA\u1e9eE'), foldName('Straße'))
})

t.test('folding twice is folding once', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => foldName(foldName(name)) === foldName(name)),
  )
})

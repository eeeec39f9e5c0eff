import t from 'tap'
import { isBlank } from '../../src/text/blank.ts'
import { unifyLineBreaks } from '../../src/text/line-breaks.ts'
import { findTextProblem } from '../../src/text/text-problem.ts'
import { countWords } from '../../src/text/words.ts'

t.test('NUL, half a surrogate pair and control characters are found with their place', async (t) => {
  t.match(findTextProblem('ab\u0000c'), { position: 2, code: 'nul', message: /NUL.*position 2/ })
  t.match(findTextProblem('🎉\uD83D'), { position: 2, code: 'lone_surrogate', message: /U\+D83D/ })
  t.match(findTextProblem('\uDC00🎉'), { position: 0, code: 'lone_surrogate' })
  t.match(findTextProblem('a\tb\n\u001Bc\u0000'), { position: 4, code: 'control', message: /U\+001B/ })
  t.match(findTextProblem('a\r\n'), { position: 1, code: 'control', message: /U\+000D/ })
  t.equal(findTextProblem('a\u0085'), undefined)
})

t.test('ordinary text has no problem, with tabs, newlines, emoji and any script', async (t) => {
  t.equal(findTextProblem('Zwölf\t🎉\nعربى 한국어\u00A0\u200D\uFEFF'), undefined)
})

t.test('what a reader would see as nothing is blank', async (t) => {
  for (const text of ['', ' \t\n', '\u00A0\u3000', '\u200B\u200D\uFEFF\u00AD', '\u2800', '\u3164'])
    t.ok(isBlank(text), JSON.stringify(text))
  for (const text of ['.', ' a ', '\u200Bx', '️1']) t.notOk(isBlank(text), JSON.stringify(text))
})

t.test('words are counted as a newsroom counts them', async (t) => {
  const counts: [string, number][] = [
    ['', 0],
    [' — – … ', 0],
    ['Kang Kyung-hwa doesn’t say 3.5 per cent', 7],
    ['one—two – three', 3],
    ['no\u00A0break\u3000blanks', 3],
    ['平和を', 3],
    ['한국 뉴스', 2],
    ['A&B "quoted" (words)', 3],
  ]
  for (const [text, count] of counts) t.equal(countWords(text), count, text)
})

t.test('every kind of line break becomes one newline', async (t) => {
  t.equal(unifyLineBreaks('a\r\nb\rc\n\rd\u2028e\u0085f'), 'a\nb\nc\n\nd\ne\nf')
})

t.test('a megabyte of one character is no trouble', async (t) => {
  const size = 1_000_000
  t.equal(countWords('x'.repeat(size)), 1)
  t.equal(countWords('平'.repeat(size)), size)
  t.notOk(isBlank(`${' '.repeat(size)}x`))
  t.equal(findTextProblem('\n'.repeat(size)), undefined)
})

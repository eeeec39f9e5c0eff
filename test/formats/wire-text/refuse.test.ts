import fc from 'fast-check'
import t from 'tap'
import { readWireText } from '../../../src/formats/wire-text/read.ts'

const lead = 'The town of Harwick will mend its bridge, the mayor said on Monday after a long debate.'
const text = `Harwick mends its bridge\n\n${lead}\n`
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

/** [what is wrong, file, line, code, words of the message] */
const files: [string, Uint8Array, number, string, RegExp][] = [
  ['an empty file', bytes(''), 1, 'empty_file', /empty/],
  ['a blank file', bytes(' \n\u00A0\n\t\n'), 1, 'blank_file', /blanks/],
  ['a NUL', bytes('Harwick mends\n\nThe \u0000 town'), 3, 'binary', /U\+0000/],
  ['a control character', bytes(`${text}\n\u001B[31m`), 5, 'binary', /U\+001B/],
  [
    'a picture',
    bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]),
    1,
    'broken_utf8',
    /0x89/,
  ],
  ['broken UTF-8', bytes(text, 'Z\u00FCrich ', [0xc3, 0x28]), 4, 'broken_utf8', /byte 122 .*0xC3/],
  [
    'an encoded surrogate',
    bytes('Harwick\n', [0xed, 0xa0, 0xbd], '\n'),
    2,
    'broken_utf8',
    /surrogate.*byte 8/,
  ],
  [
    'half a surrogate pair in UTF-16',
    Buffer.from('\uFEFFHarwick\n\uD83D mends', 'utf16le'),
    2,
    'lone_surrogate',
    /U\+D83D/,
  ],
  ['half a character of UTF-16', bytes([0xff, 0xfe, 0x41]), 1, 'broken_utf16', /half/],
  ['one line of 10 MB', Buffer.alloc(10_000_000, 'a'), 1, 'line_too_long', /10000000 characters/],
  [
    'a dateline first',
    bytes(`PARIS, Aug 31 (Reuters) - ${lead}\n\n${lead}`),
    1,
    'no_headline',
    /PARIS, Aug 31/,
  ],
  ['one long paragraph', bytes(`\n${`${lead} `.repeat(5)}`), 2, 'no_headline', /paragraph of \d+ characters/],
  ['only a byline', bytes('By Ann Poe, Harwick Herald'), 1, 'no_headline', /byline/],
  ['page furniture alone', bytes('Advertisement\n\nShare this:\n'), 1, 'no_headline', /furniture/],
  ['no body', bytes('\nHarwick mends its bridge\n\nBy Ann Poe\n'), 2, 'no_body', /line 2/],
  [
    'a picture instead of a body',
    bytes('Harwick mends its bridge\n\nThe bridge. Photo by Ann Poe/UPI'),
    1,
    'no_body',
    /no body/,
  ],
]

t.test('a file that is no story is refused with one error that names line and reason', async (t) => {
  for (const [what, file, line, code, message] of files) {
    const { stories, problems } = readWireText(file)
    t.same(stories, [], `${what}: no story`)
    t.equal(problems.length, 1, `${what}: one problem`)
    t.match(problems[0], { line, code, message, severity: 'error' }, what)
  }
})

t.test('bytes of two encodings in one file are refused rather than guessed', async (t) => {
  const mixed = bytes('Z\u00FCrich mends\n\nThe ', [0xfc], 'ber bridge is mended on Monday.')
  t.match(readWireText(mixed).problems, [{ code: 'broken_utf8', line: 3 }])
})

t.test('any bytes give a story or an error, never an exception', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (file) => {
      const { stories, problems } = readWireText(file)
      return stories.length === 1 || (problems.length === 1 && problems[0]?.severity === 'error')
    }),
    { numRuns: 500 },
  )
})

t.test('hostile megabytes of lines are read or refused, each part once', async (t) => {
  for (const unit of [
    '"\n',
    '(\n',
    'Photo by \n',
    'By Ann Poe\n\n',
    'LEAVE A REPLY\n',
    '#\n',
    `${'='.repeat(90_000)}x\n`,
    `${'- '.repeat(45_000)}x\n`,
    'LONDON (',
    'share '.repeat(20).concat('\n'),
  ]) {
    const { stories, problems } = readWireText(Buffer.from(unit.repeat(1_000_000 / unit.length)))
    t.ok(stories.length + problems.length > 0, JSON.stringify(unit.slice(0, 20)))
  }
})

// Texts that have broken software before, made to fit what a schema allows.

import fc from 'fast-check'
import { isBlank } from '../../src/text/blank.ts'

const hostile = [
  'Harbour bridge reopens',
  "Robert'); DROP TABLE articles;--",
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>&amp;&lt;',
  '"quoted" ‘single’ “double” «guillemets»',
  '“We will rebuild it,” Mayor Ingrid Solheim said on Monday.',
  'null',
  '0',
  'true',
  '[object Object]',
  '__proto__',
  '%00%ff%s%d{{7*7}}',
  '../../etc/passwd',
  'a\tb\nc',
  '  padded  ',
  'e\u0301\u0301\u0301\u0301\u0301',
  '\u0344\u0344',
  '\u{1D160}\u{1D15F}',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  'ﷺ',
  'İıſẞßŉ',
  '\u202Eright-to-left\u202C',
  'שלום مرحبا',
  '\u200B\u200D\uFEFFx',
  '\u0085\u2028\u2029x',
  '\u007F\u0080\u009Fx',
  '\uFFFE\uFFFF\u{10FFFF}x',
  'MILLBROOK, Ohio, Nov. 3 (UPI) --',
  'By Ann Lee and Bo Day, AP Business Writer',
  'Photo by Jane Doe/Tri-County News via AP',
  '*bold* _it_ `code` [link](javascript:alert(1)) > quote',
  '- - -',
  '\\\\\\"',
  'a'.repeat(90),
]

const raw: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostile) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...hostile), fc.string()).map(([a, b]) => `${a} ${b}`) },
)

interface Fit {
  min: number
  max: number
  /** Whether a reader must see something. */
  isVisible: boolean
}

/** Texts of a length in code points, before and after normalisation; without the characters no field may hold. */
export const texts = (fit: Fit): fc.Arbitrary<string> =>
  fc.tuple(raw, fc.nat({ max: 49 })).map(([text, roll]) => {
    const isFull = roll === 0 && fit.max <= 1000
    return fitted(isFull ? `${text}é`.padEnd(fit.max, '𝔘') : text, fit)
  })

function fitted(text: string, { min, max, isVisible }: Fit): string {
  const shown = [...text.replace(/[\p{Cc}\p{Cs}]/gu, (char) => (isText(char) ? char : ''))]
  const start = (isVisible && isBlank(shown.slice(0, max).join(''))) || shown.length < min ? ['A'] : []
  const cut = [...start, ...shown].slice(0, max).join('').padEnd(min, 'b')
  const normal = cut.normalize('NFC')
  return [...normal].length > max ? [...normal].slice(0, max).join('') : cut
}

const isText = (char: string): boolean =>
  char === '\t' || char === '\n' || (char >= '\u007F' && char <= '\u009F')

/** A story as agencies send it, some of it strange. */
export const stories: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      'Harbour bridge reopens',
      'Council votes on budget',
      'Ferry returns',
      'Markt öffnet bei Nacht',
      'X',
    ),
    fc.constantFrom('MILLBROOK, Ohio, Nov. 3 (UPI) -- ', 'HARTFELD (Nordpress) - ', 'LONDON (AP) — ', ''),
    fc.array(texts({ min: 1, max: 500, isVisible: true }), { minLength: 1, maxLength: 4 }),
    fc.nat({ max: 999 }),
  )
  .map(([headline, dateline, paragraphs, n]) => {
    const first = `${dateline}The council of Millbrook met on Monday and agreed on plan ${n}.`
    const quote = '“We have waited long enough for this bridge,” Mayor Ingrid Solheim said.'
    return [`${headline} ${n}`, first, quote, ...paragraphs].join('\n\n')
  })

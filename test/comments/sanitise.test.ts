import fc from 'fast-check'
import sanitizeHtml from 'sanitize-html'
import t from 'tap'
import { commentRenderer } from '../../src/comments/render.ts'
import { allowed, sanitise } from '../../src/comments/sanitise.ts'

const pieces = [
  '<p>',
  '</p>',
  '<br>',
  '&quot;',
  '&amp;',
  '&lt;',
  '<',
  '>',
  '&',
  '"',
  "'",
  '\n',
  '\u2028',
  'word ',
  '<b>',
  '</',
  'p>',
]

t.test('nothing but what the sanitiser gives comes out of a rendered text, prose or not', async (t) => {
  const paragraphs = fc
    .array(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' }))), { maxLength: 4 })
    .map((list) => list.map((words) => words.join('')).join('\n\n'))
  const render = commentRenderer()
  fc.assert(
    fc.property(paragraphs, (source) => {
      const { html } = render(source)
      return html === sanitizeHtml(html, allowed)
    }),
    { numRuns: 2000 },
  )
  t.pass('so the sanitiser has nothing left to do')
})

t.test('paragraphs and line breaks are spelt as the sanitiser spells them', async (t) => {
  const html = '<p>Say &quot;yes&quot;,<br>\n‘it’s’ 100% ok</p>\n<p></p>\n'
  t.equal(sanitise(html), sanitizeHtml(html, allowed))
})

t.test('what is no prose is parsed, whatever it looks like', async (t) => {
  for (const html of [
    '<p>a</p',
    '<br',
    '<p onclick=x>a</p>',
    '<p>&#x3c;script></p>',
    '<br/>',
    '<P>a</P>',
    '<<p>script>',
    '<</p>b>',
  ])
    t.equal(sanitise(html), sanitizeHtml(html, allowed), html)
})

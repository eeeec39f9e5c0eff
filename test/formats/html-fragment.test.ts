import fc from 'fast-check'
import t from 'tap'
import { commentRenderer } from '../../src/comments/render.ts'
import { toBlocks } from '../../src/formats/html-fragment/blocks.ts'
import { toMarkdown } from '../../src/formats/html-fragment/markdown.ts'
import { readHtml } from '../../src/formats/html-fragment/tree.ts'
import { escapeHtml } from '../../src/text/html.ts'

const render = commentRenderer()
const markdown = (html: string) => toMarkdown(readHtml(html), { lineBreaks: 'shown' })
const htmlOf = (html: string) => render(markdown(html)).html.replaceAll('\n', '')

t.test('words full of marks come through Markdown as they were', async (t) => {
  const part = fc.constantFrom(
    ...[
      'a',
      'b1',
      ' ',
      '*',
      '**',
      '_',
      '`',
      '```',
      '~~',
      '~',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '<b',
      '<',
      '>',
      '#',
      '-',
      '+',
    ],
    ...['1.', '12)', '&amp;', '!', '|', '---', '\n', '.', 'http://x.example/', '"'],
  )
  const words = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(words, (text) => {
      const shown = render(markdown(escapeHtml(text))).text
      const lines = text
        .split('\n')
        .map((line) => line.trim())
        .join('\n')
        .trim()
        .replace(/\n{2,}/g, '\n\n')
      return shown.replace(/\s+/g, ' ') === lines.replace(/\s+/g, ' ')
    }),
    { numRuns: 500, seed: 7 },
  )
  t.pass('all of them')
})

t.test('markup that readers can write stays', async (t) => {
  t.equal(
    htmlOf('a <b>bold</b> and <em>fine</em> <del>x</del>'),
    '<p>a <strong>bold</strong> and <em>fine</em> <del>x</del></p>',
  )
  t.equal(
    htmlOf('<blockquote>one\n\ntwo</blockquote>then'),
    '<blockquote><p>one</p><p>two</p></blockquote><p>then</p>',
  )
  t.equal(htmlOf('<ul><li>a<li>b</ul>'), '<ul><li>a</li><li>b</li></ul>')
  t.match(
    htmlOf('<a href="https://a.example/x_(y)?a=1&amp;b=2">see *it*</a>'),
    'href="https://a.example/x_%28y%29?a=1&amp;b=2"',
  )
  t.equal(htmlOf('<pre>a  `b`\n c</pre>'), '<pre><code>a  `b` c</code></pre>')
})

t.test('what runs or loads does not', async (t) => {
  t.equal(htmlOf('<script>alert(1)</script><style>p{}</style><p onclick="x()">a</p>'), '<p>a</p>')
  t.equal(htmlOf('<a href="javascript:alert(1)">b</a><iframe src="https://x.example"></iframe>'), '<p>b</p>')
})

t.test('an article is cut into its blocks, with or without paragraph tags', async (t) => {
  const html =
    '<!-- wp:heading --><h3>Head</h3>\nFirst <b>para</b>.\n\nSecond,\nline two.<ul><li>x</li></ul><blockquote><p>q</p></blockquote><img src="https://a.example/b.jpg">'
  t.same(toBlocks(readHtml(html)), {
    blocks: [
      { type: 'heading', text: 'Head', level: 3 },
      { type: 'paragraph', text: 'First para.' },
      { type: 'paragraph', text: 'Second,\nline two.' },
      { type: 'list', ordered: false, items: ['x'] },
      { type: 'blockquote', text: 'q' },
    ],
    pictures: 1,
  })
})

t.test('64 kilobytes of nesting take no time', async (t) => {
  const started = performance.now()
  markdown('<b>'.repeat(21_000))
  markdown('<blockquote>'.repeat(5000))
  t.ok(performance.now() - started < 5000)
})

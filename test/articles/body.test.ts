import fc from 'fast-check'
import t from 'tap'
import type { Block } from '../../src/articles/blocks.ts'
import { blockStarts, renderBody } from '../../src/articles/body.ts'
import { type Picture, showPictures } from '../../src/articles/pictures.ts'
import { isWebUrl } from '../../src/http/formats.ts'
import { readingMinutes } from '../../src/text/reading-time.ts'

const credit = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'
const picture: Picture = {
  id: credit,
  mediaUrl: 'https://media.example/1.jpg?a=1&b=2',
  mediaType: 'image/jpeg',
  width: 1200,
  height: 800,
  altText: 'A "harbour"',
  caption: 'Tom & Jerry <3',
  creditLine: 'Photo by Ann Poe/AFP',
}
const image: Block = { type: 'image', mediaCreditId: credit }
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const htmlOf = (block: Block): string => renderBody([block]).html

t.test('a pull quote, a table and an embed are rendered as what they are', async (t) => {
  t.equal(
    htmlOf({ type: 'pullQuote', text: 'So <it> goes', attribution: 'Ada' }),
    '<aside><blockquote><p>So &lt;it&gt; goes</p></blockquote><p>Ada</p></aside>',
  )
  t.equal(
    htmlOf({ type: 'table', caption: 'Votes', headerRows: [['Who', 'How']], rows: [['A & B', '']] }),
    '<table><caption>Votes</caption><thead><tr><th>Who</th><th>How</th></tr></thead>' +
      '<tbody><tr><td>A &amp; B</td><td></td></tr></tbody></table>',
  )
  t.equal(
    htmlOf({
      type: 'embed',
      url: 'https://video.example/1?a=1&b=2',
      provider: 'Video',
      title: 'The <match>',
    }),
    '<figure><a href="https://video.example/1?a=1&amp;b=2" rel="noopener nofollow">The &lt;match&gt;</a>' +
      '<figcaption>Video</figcaption></figure>',
  )
})

t.test('a picture is there while its credit is seen, and leaves no trace when it is not', async (t) => {
  const { html } = renderBody([image, paragraph('One'), image, paragraph('Two'), image])
  const figure =
    '<figure><img src="https://media.example/1.jpg?a=1&amp;b=2" alt="A &quot;harbour&quot;" width="1200" height="800">' +
    '<figcaption>Tom &amp; Jerry &lt;3 <small>Photo by Ann Poe/AFP</small></figcaption></figure>'
  t.equal(showPictures(html, [picture]), `${figure}\n<p>One</p>\n${figure}\n<p>Two</p>\n${figure}`)
  t.equal(showPictures(html, []), '<p>One</p>\n<p>Two</p>')
  t.equal(showPictures(renderBody([image]).html, [{ ...picture, mediaUrl: null }]), '')
  t.notMatch(showPictures(renderBody([image]).html, [{ ...picture, mediaType: 'video/mp4' }]), '<img')
})

t.test('a text that looks like the place of a picture is a text', async (t) => {
  const { html } = renderBody([paragraph(`\n<!--picture:${credit}-->`)])
  t.equal(showPictures(html, [picture]), `<p>\n&lt;!--picture:${credit}--&gt;</p>`)
})

t.test('the text is what the blocks say, and each block begins where its text does', async (t) => {
  const blocks: Block[] = [
    image,
    paragraph('One 🎉'),
    {
      type: 'table',
      caption: 'Votes',
      headerRows: [['Who', 'How']],
      rows: [
        ['', ''],
        ['Ada', 'aye'],
      ],
    },
    { type: 'embed', url: 'https://video.example/1', title: 'Not a word' },
    { type: 'pullQuote', text: 'So it goes', attribution: 'Ada' },
    { type: 'table', rows: [['']] },
    paragraph('Last'),
    image,
  ]
  const { text } = renderBody(blocks)
  t.equal(text, 'One 🎉\n\nVotes\nWho\tHow\nAda\taye\n\nSo it goes\n— Ada\n\nLast')
  const starts = blockStarts(blocks)
  const at = (words: string) => text.indexOf(words)
  t.same(starts.slice(0, 7), [0, 0, at('Votes'), at('So it'), at('So it'), at('Last'), at('Last')])
  t.ok((starts[7] ?? 0) > at('Last'), 'what stands last begins behind everything')
})

t.test('reading takes whole minutes, at least one; ideographs are read by the character', async (t) => {
  t.equal(readingMinutes(''), 0)
  t.equal(readingMinutes('one'), 1)
  t.equal(readingMinutes('word '.repeat(714)), 3)
  t.equal(readingMinutes('平'.repeat(1000)), 2)
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='x",
    ']]>--><!--',
    '</p></figure>',
    '&lt;b&gt;',
    '&#x3c;script>',
    `<!--picture:${credit}-->`,
    '$&$1$`',
    'javascript:alert(1)',
  ),
)
const url = fc
  .oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.string().map((tail) => `https://a.example/${tail}`),
  )
  .filter(isWebUrl)
const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const ofType = <T extends string>(type: T) => fc.constant(type)
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ type: fc.constantFrom('paragraph' as const, 'blockquote' as const), text }),
  fc.record({ type: ofType('heading'), level: fc.integer({ min: 2, max: 6 }), text }),
  fc.record({ type: ofType('list'), ordered: fc.boolean(), items: fc.array(text, { minLength: 1 }) }),
  fc.record({ type: ofType('pullQuote'), text, attribution: maybe(text) }),
  fc.record({ type: ofType('table'), caption: maybe(text), headerRows: rows, rows }),
  fc.record({ type: ofType('image'), mediaCreditId: fc.constantFrom(credit, credit.replace('11', '12')) }),
  fc.record({ type: ofType('embed'), url, provider: maybe(text), title: maybe(text) }),
)
const anyPicture: fc.Arbitrary<Picture> = fc.record({
  id: fc.constant(credit),
  mediaUrl: maybe(url),
  mediaType: fc.constantFrom(null, 'image/png', 'video/mp4'),
  width: maybe(fc.integer({ min: 1, max: 9000 })),
  height: maybe(fc.integer({ min: 1, max: 9000 })),
  altText: maybe(text),
  caption: maybe(text),
  creditLine: maybe(text),
})

const elements = new Set(
  'p h2 h3 h4 h5 h6 blockquote ol ul li aside table caption thead tbody tr th td figure figcaption small a img'.split(
    ' ',
  ),
)
const attributes = new Set(['href', 'rel', 'src', 'alt', 'width', 'height'])
const tag = /<(\/?)([a-z0-9]+)((?: [a-z]+="[^"<>]*")*)>/g

/** What is wrong with the HTML, if anything: a parser that takes only what the allow-list names. */
function problemOf(html: string): string | undefined {
  const open: string[] = []
  for (const [, slash, name = '', list = ''] of html.matchAll(tag)) {
    if (!elements.has(name)) return `the element ${name}`
    for (const [, attribute = '', value = ''] of list.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (!attributes.has(attribute)) return `the attribute ${attribute}`
      if ((attribute === 'href' || attribute === 'src') && !/^https?:\/\//i.test(value))
        return `the URL ${value}`
    }
    if (slash === '/') {
      if (open.pop() !== name) return `</${name}> out of place`
    } else if (name !== 'img') open.push(name)
  }
  if (open.length > 0) return `${open.join()} left open`
  const rest = html.replace(tag, '')
  if (/[<>"']/.test(rest)) return `markup in a text: ${rest}`
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(html)) return 'a bare ampersand'
  return undefined
}

t.test('the check of the next test sees what must not be', async (t) => {
  for (const html of ['<script>', '<p>', '<p onclick="x">', '<a href="javascript:x"></a>', '<p>a & b</p>'])
    t.ok(problemOf(html), html)
})

t.test(
  'whatever the blocks say, the HTML is well formed and holds nothing beyond the allow-list',
  async (t) => {
    fc.assert(
      fc.property(fc.array(block), fc.array(anyPicture, { maxLength: 2 }), (blocks, pictures) => {
        t.equal(problemOf(showPictures(renderBody(blocks).html, pictures)), undefined)
      }),
      { numRuns: 500 },
    )
  },
)

t.test('whatever the blocks say, the text at the start of each is its own', async (t) => {
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      const whole = renderBody(blocks).text
      for (const [i, start] of blockStarts(blocks).entries()) {
        const own = renderBody(blocks.slice(i, i + 1)).text
        if (own !== '') t.equal(whole.slice(start, start + own.length), own)
      }
    }),
  )
})

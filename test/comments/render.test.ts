import t from 'tap'
import { isolateBidi, toName } from '../../src/comments/normalize.ts'
import { commentRenderer, isSafeLink } from '../../src/comments/render.ts'

const render = commentRenderer()
const allowed =
  /^<\/?(?:p|br|a|em|strong|del|blockquote|code|pre|ul|ol|li)(?: href="(?:https?:|mailto:)[^"<>]*" rel="nofollow ugc noopener")?(?: \/)?>$/

/** Every tag of the HTML, as a strict reader sees it. */
const tagsOf = (html: string): string[] => html.match(/<[^>]*>?/g) ?? []

t.test('markup that a text brings stays text', async (t) => {
  const hostile = [
    '<xmp><script>alert(1)</script></xmp> <img src=x onerror=alert(1)>',
    '<b>bold</b><!-- c --><![CDATA[x]]><?php ?>',
    '<a href="javascript:alert(1)">x</a>',
    '![pixel](https://tracker.example/p.gif)',
    '[x](javascript:alert(1)) [y](\u000ejavascript:alert(1)) [z](data:text/html,x)',
    '[a](https://a.example/"onmouseover="alert(1)) [b](<https://b.example/\'x>)',
    '[c](javascript&colon;alert(1)) [d](JaVaScRiPt:x) [e](vbscript:x) [f](//evil.example) [g](/relative)',
    '<javascript:alert(1)> <https://ok.example/"onerror=x>',
    '```"><script>\ncode\n```',
    '[`x`](https://ok.example "title\\" onload=")',
  ]
  for (const source of hostile) {
    const { html } = render(source)
    t.same(
      tagsOf(html).filter((tag) => !allowed.test(tag)),
      [],
      source,
    )
  }
  const { html, text } = render(hostile[0] ?? '')
  t.match(html, '&lt;script&gt;alert(1)&lt;/script&gt;')
  t.equal(text, hostile[0])
})

t.test('a link leads to the web or to a mailbox, and gives nothing', async (t) => {
  const { html } = render('[x](javascript:alert(1)) [y](\u000ejavascript:alert(1)) [z](https://ok.example)')
  t.same(html.match(/<a [^>]*>/g), ['<a href="https://ok.example" rel="nofollow ugc noopener">'])
  for (const url of ['https://a.example', 'http://a.example/x?y#z', 'mailto:a@b.example'])
    t.ok(isSafeLink(url), url)
  for (const url of [
    'javascript:x',
    'data:,x',
    '//a.example',
    '/x',
    'x',
    '#x',
    'https:a',
    'https://javascript:alert(1)',
    'http://[x',
    'https://a.example:99999',
    ' https://a.example',
    'ftp://a',
  ]) {
    t.notOk(isSafeLink(url), url)
  }
})

t.test('the text is what a reader sees', async (t) => {
  const cases: [string, string][] = [
    [`Tom & Jerry's <3 "q" &amp;`, `Tom & Jerry's <3 "q" &amp;`],
    ['one\ntwo\n\nthree', 'one\ntwo\n\nthree'],
    ['**bold** *em* ~~gone~~ `x<y` [z](https://a.example)', 'bold em gone x<y z'],
    ['> quoted\n\nanswer', 'quoted\n\nanswer'],
    ['- a\n- b\n  - c\n\n1. d\n2. e', '• a\n• b\n  • c\n\n1. d\n2. e'],
    ['```\nx < 1\ny\n```\nafter', 'x < 1\ny\n\nafter'],
    ['# no heading\n---\n    no code', '# no heading\n---\nno code'],
    ['[a]: https://a.example\n[a]', '[a]: https://a.example\n[a]'],
    ['Hello <world I love <3', 'Hello <world I love <3'],
  ]
  for (const [source, text] of cases) t.equal(render(source).text, text)
})

t.test('a sentence that begins with a number is no list', async (t) => {
  t.match(render('1984. What a year!\nYes.'), {
    html: '<p>1984. What a year!<br />\nYes.</p>',
    text: '1984. What a year!\nYes.',
  })
  t.equal(render('42.').isBlank, false)
  t.equal(render('- a\n\n  7. b\n\n  c').text, '• a\n7. b\nc')
  t.match(render('1. a\n2. b').html, /^<ol>/)
})

t.test('what leaves nothing to see is blank', async (t) => {
  for (const source of [
    '',
    ' \n',
    '> ',
    '-',
    '- \n* ',
    '[](https://a.example)',
    '```\n```',
    '\u200B\u2800\u3164',
  ]) {
    t.equal(render(source).isBlank, true, JSON.stringify(source))
  }
  for (const source of ['.', '**', '0', '<b>']) t.equal(render(source).isBlank, false, source)
})

t.test('64 KB of nested or broken markup is rendered at once', async (t) => {
  const units = [
    '<b>',
    '> ',
    '- ',
    '1. ',
    '2. ',
    '[',
    '[a](',
    '*a ',
    '*a_ ',
    '**a **b',
    '*',
    '`',
    '``` ',
    '~~a ',
    '\\',
    '![](![',
    '<https://',
    '<a@',
    '&',
    '> a\n',
    '```\n',
    'a\n',
    '\t',
    '\u202E',
    '\u0301',
    '_a',
    '"',
    '- a\n\n',
  ]
  for (const unit of units) {
    const source = unit.repeat(65_536 / unit.length)
    // Time on the processor: the machine may be busy with other tests.
    const began = process.cpuUsage()
    render(source)
    const { user, system } = process.cpuUsage(began)
    const took = (user + system) / 1000
    t.ok(took < 1500, `${JSON.stringify(unit)} took ${took.toFixed()} ms`)
  }
})

t.test('a bidirectional control works within its own stretch of text only', async (t) => {
  t.equal(isolateBidi('plain'), 'plain')
  t.equal(isolateBidi('a\u202Eb\nc'), '\u2068a\u202Eb\u2069\nc')
  t.equal(isolateBidi('\u2069a\u2066b'), '\u2068a\u2066b\u2069\u2069')
  t.equal(toName('Ev\u202Ee'), '\u2068Ev\u202Ee\u2069')
  t.match(render('x\u202E**y**').html, '<p>\u2068x\u202E\u2069<strong>y</strong></p>')
})

t.test('a name stands in one line', async (t) => {
  t.equal(toName('  Ada\n\tLovelace '), 'Ada Lovelace')
  t.equal(toName(`Z${'\u0335'.repeat(50)}`), `Z${'\u0335'.repeat(3)}`)
})

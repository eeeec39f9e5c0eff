// HTML as content systems store it, broken or not, as a small tree that later steps can trust. The sanitiser does the reading: scripts,
// styles, forms and everything unknown are gone before we look, nesting is bounded, and its output is so regular that a few lines
// read it back.

import sanitizeHtml from 'sanitize-html'

export interface HtmlElement {
  tag: string
  attributes: Readonly<Record<string, string>>
  children: HtmlNode[]
}
export type HtmlNode = HtmlElement | string

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    ...[
      'p',
      'div',
      'section',
      'article',
      'aside',
      'header',
      'footer',
      'main',
      'address',
      'center',
      'hr',
      'br',
    ],
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...[
      'table',
      'caption',
      'thead',
      'tbody',
      'tfoot',
      'tr',
      'th',
      'td',
      'figure',
      'figcaption',
      'img',
      'iframe',
    ],
    ...['a', 'em', 'i', 'strong', 'b', 'del', 's', 'strike', 'code', 'tt', 'kbd', 'cite', 'q', 'sub', 'sup'],
  ],
  allowedAttributes: { a: ['href'], img: ['alt', 'src'], iframe: ['src'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nestingLimit: 40,
}

/** The nodes of a fragment; what runs, loads or is styled is not among them. Takes time linear in the text. */
export function readHtml(html: string): HtmlNode[] {
  const root: HtmlElement = { tag: '', attributes: {}, children: [] }
  const open = [root]
  for (const [token] of sanitizeHtml(html, options).matchAll(/<[^<>]*>|[^<]+/g)) {
    const into = open.at(-1) ?? root
    if (!token.startsWith('<')) into.children.push(decode(token))
    else if (token.startsWith('</')) {
      if (open.length > 1) open.pop()
    } else {
      const element = toElement(token)
      into.children.push(element)
      if (!token.endsWith('/>')) open.push(element)
    }
  }
  return root.children
}

function toElement(token: string): HtmlElement {
  const [tag = ''] = token.slice(1).match(/^\w+/) ?? []
  const pairs = [...token.matchAll(/ (\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decode(value),
  ])
  return { tag, attributes: Object.fromEntries(pairs), children: [] }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')

/** All the text of some nodes, as it stands in the source. */
export const textIn = (nodes: readonly HtmlNode[]): string =>
  nodes
    .map((node) => (typeof node === 'string' ? node : node.tag === 'br' ? '\n' : textIn(node.children)))
    .join('')

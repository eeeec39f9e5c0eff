// Markdown-lite: a reader's text becomes HTML once, when it is stored. Markup that the text brings is escaped, not
// parsed: the parser knows no HTML, images, headings, tables, rules, entities or link definitions. Its output is
// sanitised all the same, against an allow-list; whoever finds a hole in one still meets the other.

import MarkdownItParser, { type MarkdownIt, type Token } from 'markdown-it'
import { isBlank } from '../text/blank.ts'
import { isolateBidi } from './normalize.ts'
import { proseNumbers } from './prose-numbers.ts'
import { toText } from './rendered-text.ts'
import { sanitise } from './sanitise.ts'

/** Stored with each comment, so that a better renderer knows what to make anew. */
export const rendererName = 'markdown-lite/1'

export interface Rendered {
  /** Safe to put into a page as it is. */
  html: string
  /** What a reader of the HTML sees. */
  text: string
  /** Nothing visible is left. */
  isBlank: boolean
  /** Where its links lead, and the addresses that stand in it as text. */
  urls: string[]
}

export type Renderer = (source: string) => Rendered

/** Makes the renderer; it takes time linear in the source, whatever the source nests. */
export function commentRenderer(): Renderer {
  const parser = markdownLite()
  return (source) => {
    const tokens = parser.parse(source, {})
    for (const token of tokens) {
      token.content = token.type === 'inline' ? token.content : isolateBidi(token.content)
      for (const child of token.children ?? []) child.content = isolateBidi(child.content)
    }
    const { text, words } = toText(tokens)
    const html = sanitise(parser.renderer.render(tokens, parser.options, {})).trim()
    return { html, text, isBlank: isBlank(words), urls: urlsIn(tokens) }
  }
}

/** An address that is the text of its own link is one. */
function urlsIn(tokens: readonly Token[]): string[] {
  const urls: string[] = []
  let inLink = false
  for (const token of tokens.flatMap((token) => (token.children?.length ? token.children : [token]))) {
    if (token.type === 'link_open') urls.push(String(token.attrGet('href') ?? ''))
    if (token.type === 'link_open' || token.type === 'link_close') inLink = token.type === 'link_open'
    else if (!inLink) urls.push(...(token.content.match(/(?:https?:\/\/|www\.)[^\s<>]+/gi) ?? []))
  }
  return urls
}

const refused = ['image', 'heading', 'lheading', 'table', 'hr', 'entity', 'reference', 'code']

function markdownLite(): MarkdownIt {
  const parser = new MarkdownItParser({ html: false, linkify: false, typographer: false, breaks: true })
  // Beyond this the parser drops what is nested deeper: out of reach for a text that says something.
  parser.options.maxNesting = 100
  parser.disable([...refused, 'html_block', 'html_inline'])
  parser.use(proseNumbers)
  parser.validateLink = isSafeLink
  parser.renderer.rules.s_open = () => '<del>'
  parser.renderer.rules.s_close = () => '</del>'
  return parser
}

/** Absolute links to the web, and mail, that a browser can follow; nothing that runs, and nothing relative to whoever shows the comment. */
export const isSafeLink = (url: string): boolean =>
  /^(?:https?:\/\/[^/\s]|mailto:[^\s])/i.test(url) && URL.canParse(url)

// HTML as the Markdown-lite that readers write: links, emphasis, quotations, lists and code stay, everything else is its words. What the
// words hold of marks is escaped, so that rendering gives the words back.

import { type HtmlElement, type HtmlNode, textIn } from './tree.ts'

export interface MarkdownOptions {
  /** What a line break in the source is: one that readers see, as in WordPress, or a blank, as in HTML. */
  lineBreaks: 'shown' | 'blank'
}

/** The fragment as Markdown-lite; the sanitiser of comments has the last word all the same. */
export const toMarkdown = (nodes: readonly HtmlNode[], options: MarkdownOptions): string =>
  blocksOf(nodes, options).join('\n\n')

const blockTags = new Set([
  ...['p', 'div', 'section', 'article', 'aside', 'header', 'footer', 'main', 'address', 'center', 'hr'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'figure', 'figcaption'],
])

/** Whether an element stands on lines of its own. */
export const isBlock = (node: HtmlNode): node is HtmlElement =>
  typeof node !== 'string' && blockTags.has(node.tag)

function blocksOf(nodes: readonly HtmlNode[], options: MarkdownOptions): string[] {
  const blocks: string[] = []
  let run: HtmlNode[] = []
  const flush = () => {
    blocks.push(...paragraphsOf(run, options))
    run = []
  }
  for (const node of nodes) {
    if (!isBlock(node)) run.push(node)
    else {
      flush()
      blocks.push(...blocksIn(node, options))
    }
  }
  flush()
  return blocks
}

function blocksIn(element: HtmlElement, options: MarkdownOptions): string[] {
  const { tag, children } = element
  if (tag === 'pre') return fence(textIn(children))
  if (tag === 'ul' || tag === 'ol') return list(element, options)
  const inner = blocksOf(children, options)
  if (tag !== 'blockquote' || inner.length === 0) return inner
  return [indent(inner.join('\n\n'), '> ', '> ')]
}

function fence(text: string): string[] {
  const lines = text.split('\n')
  const hasWords = (line: string) => line.trim() !== ''
  const content = lines.slice(lines.findIndex(hasWords), lines.findLastIndex(hasWords) + 1).join('\n')
  if (content === '') return []
  const ticks = '`'.repeat(Math.max(3, longestRun(content) + 1))
  return [`${ticks}\n${content}\n${ticks}`]
}

function list({ tag, children }: HtmlElement, options: MarkdownOptions): string[] {
  const items = children
    .filter((child) => typeof child !== 'string')
    .map((child) => blocksOf([child], options).join('\n\n'))
  const lines = items
    .filter((item) => item !== '')
    .map((item, index) => {
      const mark = tag === 'ol' ? `${index + 1}. ` : '- '
      return indent(item, mark, ' '.repeat(mark.length))
    })
  return lines.length === 0 ? [] : [lines.join('\n')]
}

const indent = (text: string, first: string, others: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index === 0 ? first : others}${line}`.trimEnd())
    .join('\n')

function paragraphsOf(run: readonly HtmlNode[], options: MarkdownOptions): string[] {
  return inline(run, { ...options, inLink: false })
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => guardLine(line.trim()))
        .join('\n')
        .trim(),
    )
    .filter((paragraph) => paragraph !== '')
}

/** What would begin a quotation or a list at the start of a line. */
const guardLine = (line: string): string =>
  line.replace(/^([>+-])(?=$|[\s>+-])|^(>)/, '\\$1$2').replace(/^(\d{1,9})([.)])(?=$|\s)/, '$1\\$2')

interface Inline extends MarkdownOptions {
  inLink: boolean
}

function inline(nodes: readonly HtmlNode[], options: Inline): string {
  let text = ''
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1]
    if (typeof node === 'string') {
      // After <br>, the line break of the source is the same one.
      const isAfterBreak = index > 0 && isBreak(nodes[index - 1])
      const own = isAfterBreak ? node.replace(/^[ \t]*\r?\n/, '') : node
      text += escapeText(own.replace(/\r\n?/g, '\n'), options)
    } else text += inlineElement(node, { options, before: text, after: typeof next === 'string' ? next : '' })
  }
  return text
}

const isBreak = (node: HtmlNode | undefined): boolean => typeof node === 'object' && node.tag === 'br'

const marks: Record<string, string> = {
  em: '*',
  i: '*',
  cite: '*',
  strong: '**',
  b: '**',
  del: '~~',
  s: '~~',
  strike: '~~',
}

interface Around {
  options: Inline
  before: string
  after: string
}

function inlineElement({ tag, attributes, children }: HtmlElement, around: Around): string {
  const { options } = around
  if (tag === 'br') return '\n'
  if (tag === 'img') return escapeText(attributes.alt ?? '', options)
  if (tag === 'code' || tag === 'tt' || tag === 'kbd') return code(textIn(children))
  if (tag === 'a') return link(attributes.href, children, options)
  const inner = inline(children, options)
  const mark = marks[tag]
  return mark === undefined
    ? inner
    : inner
        .split(/(\n\s*\n)/)
        .map((part) => marked(part, mark, around))
        .join('')
}

/** A mark that would not be read as one, beside a letter or around blanks alone, is left out: its words are not. */
function marked(text: string, mark: string, { before, after }: Around): string {
  const { start, words, end } = apart(text)
  if (words === '') return text
  const opens = start !== '' || isOutside(before.at(-1)) || isLetter(words[0])
  const closes = end !== '' || isOutside(after[0]) || isLetter(words.at(-1))
  // Two marks of a kind that touch would be read as one of another.
  const touches = before.endsWith(mark[0] ?? '') && start === ''
  return opens && closes && !touches ? `${start}${mark}${words}${mark}${end}` : text
}

const isOutside = (char: string | undefined): boolean => char === undefined || /[\s\p{P}\p{S}]/u.test(char)
const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

function code(text: string): string {
  const content = text.replace(/\s+/g, ' ').trim()
  if (content === '') return ''
  const ticks = '`'.repeat(longestRun(content) + 1)
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${content}${pad}${ticks}`
}

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))

function link(href: string | undefined, children: readonly HtmlNode[], options: Inline): string {
  const words = inline(children, { ...options, inLink: true })
  if (href === undefined || options.inLink || words.trim() === '') return words
  const { start, words: inner, end } = apart(words.replace(/\n\s*\n/g, '\n'))
  return `${start}[${inner}](${addressOf(href)})${end}`
}

/** Nothing in it ends the brackets it stands in. */
const addressOf = (href: string): string =>
  href
    .trim()
    .replace(/[\s()<>\\]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** The words of a text, and the blanks around them: these stand outside of every mark. */
function apart(text: string): { start: string; words: string; end: string } {
  const words = text.trim()
  const at = text.indexOf(words)
  return { start: text.slice(0, at), words, end: text.slice(at + words.length) }
}

function escapeText(text: string, { lineBreaks, inLink }: Inline): string {
  const flowing = lineBreaks === 'blank' ? text.replace(/\s+/g, ' ') : text
  return flowing
    .replace(/\\(?=[\p{P}\p{S}\n]|$)/gu, '\\\\')
    .replace(/[`*]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~(?=~|$)|(?<=~)~|^~/g, '\\~')
    .replace(/<(?=[a-z])/gi, '\\<')
    .replace(inLink ? /[[\]]/g : /\](?=\(|$)/g, '\\$&')
}

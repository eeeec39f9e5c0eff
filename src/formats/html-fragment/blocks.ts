// HTML as the blocks of an article: plain text, paragraph by paragraph. WordPress's classic editor writes no paragraphs but blank lines.

import { isBlock } from './markdown.ts'
import { type HtmlElement, type HtmlNode, textIn } from './tree.ts'

export type FragmentBlock =
  | { type: 'paragraph' | 'blockquote'; text: string }
  | { type: 'heading'; text: string; level: number }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'table'; caption?: string; headerRows?: string[][]; rows: string[][] }
  | { type: 'embed'; url: string }

/** The blocks, in order, and how many pictures stood between them. */
export function toBlocks(nodes: readonly HtmlNode[]): { blocks: FragmentBlock[]; pictures: number } {
  const blocks = blocksOf(nodes)
  return { blocks, pictures: picturesIn(nodes) }
}

const picturesIn = (nodes: readonly HtmlNode[]): number =>
  nodes.reduce((sum, node) => {
    if (typeof node === 'string') return sum
    return sum + (node.tag === 'img' ? 1 : picturesIn(node.children))
  }, 0)

function blocksOf(nodes: readonly HtmlNode[]): FragmentBlock[] {
  const blocks: FragmentBlock[] = []
  let run: HtmlNode[] = []
  const flush = () => {
    blocks.push(...paragraphsOf(textIn(run)))
    run = []
  }
  for (const node of nodes) {
    if (typeof node === 'object' && node.tag === 'iframe') {
      flush()
      blocks.push(...embed(node))
    } else if (!isBlock(node)) run.push(node)
    else {
      flush()
      blocks.push(...blocksIn(node))
    }
  }
  flush()
  return blocks
}

function blocksIn(element: HtmlElement): FragmentBlock[] {
  const { tag, children } = element
  const level = /^h([1-6])$/.exec(tag)?.[1]
  if (level !== undefined) return heading(flat(textIn(children)), Number(level))
  if (tag === 'ul' || tag === 'ol') return list(children, tag === 'ol')
  if (tag === 'table') return table(children)
  const inner = tag === 'p' || tag === 'pre' ? paragraphsOf(textIn(children)) : blocksOf(children)
  // What stands in a paragraph beside its text, an embed, is kept too.
  const embeds =
    tag === 'p'
      ? children.flatMap((node) => (typeof node === 'object' && node.tag === 'iframe' ? embed(node) : []))
      : []
  if (tag === 'figcaption' || tag === 'caption') return []
  if (tag !== 'blockquote') return [...inner, ...embeds]
  return inner.map((block) => (block.type === 'paragraph' ? { ...block, type: 'blockquote' } : block))
}

/** A story's own headline is the first level. */
const heading = (text: string, level: number): FragmentBlock[] =>
  text === '' ? [] : [{ type: 'heading', text, level: Math.max(2, level) }]

function list(children: readonly HtmlNode[], ordered: boolean): FragmentBlock[] {
  const items = children.map((child) => flat(textIn([child]))).filter((text) => text !== '')
  return items.length === 0 ? [] : [{ type: 'list', ordered, items }]
}

function table(children: readonly HtmlNode[]): FragmentBlock[] {
  const rows = elementsIn(children, 'tr').map((row) =>
    row.children.filter((cell) => typeof cell !== 'string').map((cell) => flat(textIn([cell]))),
  )
  const filled = rows.filter((row) => row.length > 0)
  return filled.length === 0 ? [] : [{ type: 'table', rows: filled }]
}

const elementsIn = (nodes: readonly HtmlNode[], tag: string): HtmlElement[] =>
  nodes.flatMap((node) => {
    if (typeof node === 'string') return []
    return node.tag === tag ? [node] : elementsIn(node.children, tag)
  })

const embed = ({ attributes }: HtmlElement): FragmentBlock[] =>
  attributes.src === undefined ? [] : [{ type: 'embed', url: attributes.src }]

const paragraphsOf = (text: string): FragmentBlock[] =>
  text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.split('\n').map(flat).filter(Boolean).join('\n'))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({ type: 'paragraph', text: paragraph }))

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

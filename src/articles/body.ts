// The body of an article: the shapes of its blocks and what is derived from them, once, when they are stored.
// Blocks hold plain text; the HTML rendition escapes it, so nothing an editor pastes becomes markup.

import { type Static, Type } from 'typebox'
import { ref, VisibleText } from '../http/schema.ts'
import { escapeHtml } from '../text/html.ts'
import { countWords } from '../text/words.ts'

const strict = { additionalProperties: false } as const

export const ParagraphBlock = Type.Object(
  { type: Type.Literal('paragraph'), text: VisibleText(50_000, 'Plain text.') },
  { $id: 'ParagraphBlock', ...strict },
)
export const HeadingBlock = Type.Object(
  {
    type: Type.Literal('heading'),
    level: Type.Integer({ minimum: 2, maximum: 6, description: 'The headline is level 1.' }),
    text: VisibleText(1000, 'Plain text.'),
  },
  { $id: 'HeadingBlock', ...strict },
)
export const BlockquoteBlock = Type.Object(
  { type: Type.Literal('blockquote'), text: VisibleText(50_000, 'Plain text.') },
  { $id: 'BlockquoteBlock', ...strict },
)
export const ListBlock = Type.Object(
  {
    type: Type.Literal('list'),
    ordered: Type.Boolean({ description: 'Whether the items are numbered.' }),
    items: Type.Array(VisibleText(10_000, 'Plain text.'), { minItems: 1, maxItems: 500 }),
  },
  { $id: 'ListBlock', ...strict },
)

export const blockTypes = [ParagraphBlock, HeadingBlock, BlockquoteBlock, ListBlock] as const
export type Block = Static<(typeof blockTypes)[number]>

export const Block = Type.Unsafe<Block>({
  $id: 'Block',
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: blockTypes.map((type) => ref(type)),
})

export const NewBody = Type.Object(
  { blocks: Type.Array(ref(Block), { maxItems: 2000 }) },
  { $id: 'NewBody', ...strict },
)

/** What is stored of a body beside its blocks. */
export interface Renditions {
  html: string
  text: string
  wordCount: number
}

/** Derives HTML, text and word count from the blocks. The text is the blocks' texts, joined by a blank line. */
export function renderBody(blocks: readonly Block[]): Renditions {
  const text = blocks.map(textOf).join(blockGap)
  return { html: blocks.map(htmlOf).join('\n'), text, wordCount: countWords(text) }
}

const blockGap = '\n\n'

/** UTF-16 offset in the body text at which each block begins. */
export function blockStarts(blocks: readonly Block[]): number[] {
  let at = 0
  return blocks.map((block) => {
    const start = at
    at += textOf(block).length + blockGap.length
    return start
  })
}

const textOf = (block: Block): string => (block.type === 'list' ? block.items.join('\n') : block.text)

function htmlOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'heading':
      return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`
    case 'blockquote':
      return `<blockquote><p>${escapeHtml(block.text)}</p></blockquote>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</${tag}>`
    }
  }
}

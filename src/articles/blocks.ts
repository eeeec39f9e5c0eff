// The shapes of the blocks that an article's body is made of. Blocks hold plain text and addresses, never markup.

import { type Static, Type } from 'typebox'
import { Id, nullable, ref, VisibleText, WebUrl } from '../http/schema.ts'

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
export const PullQuoteBlock = Type.Object(
  {
    type: Type.Literal('pullQuote'),
    text: VisibleText(5000, 'Words of the story that are set apart; plain text.'),
    attribution: Type.Optional(nullable(VisibleText(200, 'Whose words they are.'))),
  },
  { $id: 'PullQuoteBlock', ...strict },
)

const Row = Type.Array(Type.String({ maxLength: 2000, description: 'Plain text; may be empty.' }), {
  minItems: 1,
  maxItems: 50,
  description: 'The cells of a row.',
})
export const TableBlock = Type.Object(
  {
    type: Type.Literal('table'),
    caption: Type.Optional(nullable(VisibleText(500, 'What the table shows.'))),
    headerRows: Type.Optional(Type.Array(Row, { maxItems: 10, description: 'Rows that name the columns.' })),
    rows: Type.Array(Row, { minItems: 1, maxItems: 500 }),
  },
  { $id: 'TableBlock', ...strict },
)
export const ImageBlock = Type.Object(
  { type: Type.Literal('image'), mediaCreditId: Id },
  {
    $id: 'ImageBlock',
    ...strict,
    description:
      "A picture of the article, by its media credit: address, alternative text, caption and credit are the credit's, and it leaves the HTML when the credit leaves the reader's view.",
  },
)
export const EmbedBlock = Type.Object(
  {
    type: Type.Literal('embed'),
    url: WebUrl,
    provider: Type.Optional(nullable(VisibleText(200, 'Whose service it is.'))),
    title: Type.Optional(nullable(VisibleText(500, 'What is shown there.'))),
  },
  {
    $id: 'EmbedBlock',
    ...strict,
    description: 'What stands elsewhere; the HTML links to it and loads nothing from there.',
  },
)

export const blockTypes = [
  ParagraphBlock,
  HeadingBlock,
  BlockquoteBlock,
  ListBlock,
  PullQuoteBlock,
  TableBlock,
  ImageBlock,
  EmbedBlock,
] as const
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

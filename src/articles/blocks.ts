// The shapes of the blocks that an article's body is made of. Blocks hold plain text and addresses, never markup.

import { type Static, Type } from 'typebox'
import { Id, nullable, ref, strict, VisibleText, WebUrl } from '../http/schema.ts'

const kind = <const T extends string>(name: T) => Type.Literal(name, { description: 'The kind of block.' })

export const ParagraphBlock = Type.Object(
  { type: kind('paragraph'), text: VisibleText(50_000, 'Plain text.') },
  { $id: 'ParagraphBlock', ...strict, description: 'A paragraph.' },
)
export const HeadingBlock = Type.Object(
  {
    type: kind('heading'),
    level: Type.Integer({
      minimum: 2,
      maximum: 6,
      description: 'Depth from 2 to 6; the headline is level 1.',
    }),
    text: VisibleText(1000, 'Plain text.'),
  },
  { $id: 'HeadingBlock', ...strict, description: 'A heading within the body.' },
)
export const BlockquoteBlock = Type.Object(
  { type: kind('blockquote'), text: VisibleText(50_000, 'Plain text.') },
  { $id: 'BlockquoteBlock', ...strict, description: 'A passage quoted from elsewhere.' },
)
export const ListBlock = Type.Object(
  {
    type: kind('list'),
    ordered: Type.Boolean({ description: 'Whether the items are numbered.' }),
    items: Type.Array(VisibleText(10_000, 'Plain text.'), {
      minItems: 1,
      maxItems: 500,
      description: 'One text for each.',
    }),
  },
  { $id: 'ListBlock', ...strict, description: 'A list, one text for each item.' },
)
export const PullQuoteBlock = Type.Object(
  {
    type: kind('pullQuote'),
    text: VisibleText(5000, 'Words of the story that are set apart; plain text.'),
    attribution: Type.Optional(nullable(VisibleText(200, 'Whose words they are.'))),
  },
  { $id: 'PullQuoteBlock', ...strict, description: 'Words of the story, set apart.' },
)

const Row = Type.Array(Type.String({ maxLength: 2000, description: 'Plain text; may be empty.' }), {
  minItems: 1,
  maxItems: 50,
  description: 'The cells of a row.',
})
export const TableBlock = Type.Object(
  {
    type: kind('table'),
    caption: Type.Optional(nullable(VisibleText(500, 'What the table shows.'))),
    headerRows: Type.Optional(Type.Array(Row, { maxItems: 10, description: 'Rows that name the columns.' })),
    rows: Type.Array(Row, { minItems: 1, maxItems: 500, description: 'Rows of cells, from the top.' }),
  },
  { $id: 'TableBlock', ...strict, description: 'A table of plain text.' },
)
export const ImageBlock = Type.Object(
  { type: kind('image'), mediaCreditId: Id },
  {
    $id: 'ImageBlock',
    ...strict,
    description:
      "A picture of the article, by its media credit: address, alternative text, caption and credit are the credit's, and it leaves the HTML when the credit leaves the reader's view.",
  },
)
export const EmbedBlock = Type.Object(
  {
    type: kind('embed'),
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
  description: 'A part of a body; `type` says which kind.',
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: blockTypes.map((type) => ref(type)),
})

/** The blocks of a row: each was held against the schema above when it was stored. */
export const storedBlocks = (stored: readonly object[]): Block[] => [...stored] as Block[]

export const NewBody = Type.Object(
  { blocks: Type.Array(ref(Block), { maxItems: 2000, description: 'In order.' }) },
  { $id: 'NewBody', ...strict, description: 'The text of an article, to be stored.' },
)

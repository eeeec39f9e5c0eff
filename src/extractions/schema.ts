// The wire contract of extractions: what a text says, in the words of the resources it would become. Nothing here has
// an id, since nothing is stored.

import { type Static, Type } from 'typebox'
import { Block } from '../articles/blocks.ts'
import { Author, Dateline } from '../articles/schema.ts'
import { nullable, oneOf, ref, strict } from '../http/schema.ts'

const text = (description: string) => Type.String({ description })
const names = (description: string) => Type.Array(Type.String(), { description })

export const ExtractedByline = Type.Object(
  { text: text('As printed.'), authors: Type.Array(ref(Author), { description: 'In order.' }) },
  { $id: 'ExtractedByline', ...strict, description: 'A byline and the people in it.' },
)

export const ExtractedCredit = Type.Object(
  {
    caption: nullable(text('What the picture shows.')),
    creditLine: nullable(text('As printed.')),
    label: nullable(text('Such as "Photo by".')),
    creators: names('Who made it, in order.'),
    organizations: names('For whom and through whom, in order.'),
    qualifiers: names('Such as `file`, `handout`, `pool`.'),
    license: nullable(text('Name of a licence, such as "CC BY 2.0".')),
  },
  { $id: 'ExtractedCredit', ...strict, description: 'A printed credit line and its parts.' },
)

export const ExtractedQuote = Type.Object(
  {
    kind: oneOf(['direct', 'mixed', 'indirect'], { description: 'Mixed: part of it stands in marks.' }),
    text: text('What stands inside the marks; of indirect speech, what is reported.'),
    speaker: nullable(
      Type.Object(
        {
          name: text('In full, as the text gives it anywhere.'),
          title: nullable(text('Such as "foreign ministry spokeswoman".')),
          organization: nullable(text('For whom the speaker speaks.')),
        },
        { ...strict, description: 'Who said it.' },
      ),
    ),
    cue: nullable(text('The word that reports it, such as "said".')),
    via: nullable(
      Type.Object(
        { name: text('The source it came through.'), text: text('As printed.') },
        { ...strict, description: 'The source it came through.' },
      ),
    ),
    position: Type.Object(
      {
        start: Type.Integer({ minimum: 0, description: 'Where it begins, in code points.' }),
        end: Type.Integer({
          minimum: 0,
          description: 'Where it ends, in code points; the end is not part of it.',
        }),
        block: Type.Integer({ minimum: 0, description: 'Index of the block in which it begins.' }),
      },
      { ...strict, description: "In Unicode code points of the blocks' texts, joined by a blank line." },
    ),
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'How sure it is, from 0 to 1: of a hundred at 0.9, ninety are right.',
    }),
  },
  { $id: 'ExtractedQuote', ...strict, description: 'A quote and who said it, found in a text.' },
)

export const Extraction = Type.Object(
  {
    headline: nullable(text('Null where the text has none.')),
    summary: nullable(text('A short paragraph between headline and story, where there is one.')),
    dateline: nullable(ref(Dateline)),
    byline: nullable(ref(ExtractedByline)),
    credits: Type.Array(ref(ExtractedCredit), { description: 'In the order of the text.' }),
    blocks: Type.Array(ref(Block), { description: 'The body alone; what belongs to a page is left out.' }),
    quotes: Type.Array(ref(ExtractedQuote), { description: 'In the order of the text.' }),
  },
  { $id: 'Extraction', ...strict, description: 'All that was read in a text.' },
)
export type Extraction = Static<typeof Extraction>

/** Characters of a text, far above any story. */
export const maxTextLength = 200_000

export const NewExtraction = Type.Object(
  {
    text: Type.String({
      minLength: 1,
      maxLength: maxTextLength,
      format: 'visible',
      description: 'One story as an agency sends it or as it is copied from a page, with its line breaks.',
    }),
  },
  { $id: 'NewExtraction', ...strict, description: 'A text to read.' },
)

export const extractionSchemas = [ExtractedByline, ExtractedCredit, ExtractedQuote, Extraction, NewExtraction]

// The wire contract of quotes. Position and selector are those of the W3C Web Annotation data model.

import { type Static, Type } from 'typebox'
import {
  fieldNames,
  Id,
  Instant,
  listOf,
  listQuery,
  Name,
  nameList,
  nullable,
  oneOf,
  optional,
  ref,
  SearchText,
  strict,
  VisibleText,
} from '../http/schema.ts'

export const quoteKinds = ['direct', 'mixed', 'indirect'] as const
export const quoteStates = ['anchored', 'orphaned', 'rejected'] as const

const person = {
  name: Name('As the article names the speaker.'),
  title: nullable(Name('Such as "mayor".')),
  organization: nullable(Name('For whom the speaker speaks.')),
}

export const QuoteSpeaker = Type.Object(
  { id: Id, ...person },
  { $id: 'QuoteSpeaker', ...strict, description: 'Who said it.' },
)

export const QuoteVia = Type.Object(
  { name: Name('The source it came through.'), text: nullable(VisibleText(500, 'As printed.')) },
  { $id: 'QuoteVia', ...strict, description: 'The source a quote came through.' },
)

const start = Type.Integer({
  minimum: 0,
  description: "Where it begins in the article's `body.text`, in Unicode code points.",
})

export const QuotePosition = Type.Object(
  {
    start,
    end: Type.Integer({
      minimum: 1,
      description: 'Where it ends, in Unicode code points; the end is not part of it.',
    }),
    block: Type.Integer({ minimum: 0, description: 'Index of the block in which it begins.' }),
  },
  {
    $id: 'QuotePosition',
    ...strict,
    description: 'A TextPositionSelector (W3C Web Annotation): Unicode code points.',
  },
)

export const QuoteSelector = Type.Object(
  {
    exact: Type.String({ description: 'The text again.' }),
    prefix: Type.String({ description: 'What stands before it.' }),
    suffix: Type.String({ description: 'What stands behind it.' }),
  },
  { $id: 'QuoteSelector', ...strict, description: 'A TextQuoteSelector (W3C Web Annotation).' },
)

const kind = oneOf(quoteKinds, {
  description: '`direct` is full speech in quotation marks, `mixed` part of a report, `indirect` reported.',
})
const cue = nullable(VisibleText(200, 'The words that attribute it, such as "said".'))

export const Quote = Type.Object(
  {
    id: Id,
    articleId: Id,
    articleVersion: Type.Integer({ minimum: 1, description: 'The version of the article it was placed in.' }),
    kind,
    text: Type.String({ description: 'Exactly as it stands in the body, without the marks around it.' }),
    speaker: nullable(ref(QuoteSpeaker)),
    cue,
    via: nullable(ref(QuoteVia)),
    position: nullable(ref(QuotePosition)),
    selector: ref(QuoteSelector),
    state: oneOf(quoteStates, {
      description:
        '`anchored` where the article has it; `orphaned` when the article no longer says it (`position` is null), `rejected` when an editor deleted what was extracted. Readers see `anchored` ones only.',
    }),
    origin: oneOf(['extracted', 'editor'], { description: 'Who found it.' }),
    confidence: nullable(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'How sure the extraction is, from 0 to 1; null for an editor.',
      }),
    ),
    reviewedAt: nullable(Instant),
    version: Type.Integer({
      minimum: 1,
      description: 'Grows by one with every change; name it in If-Match.',
    }),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { $id: 'Quote', ...strict, description: 'Who said what, through whom, and where it stands.' },
)
export type Quote = Static<typeof Quote>

const { id: _, ...besideId } = Quote.properties

const QuotedArticleLinks = Type.Object(
  { self: Type.String({ format: 'uri', description: 'The article.' }) },
  { $id: 'QuotedArticleLinks', ...strict, description: 'Where to go on from a quote.' },
)

export const QuotedArticle = Type.Object(
  {
    id: Id,
    slug: Type.String({ description: 'Its name in addresses.' }),
    headline: Type.String({ description: 'As it stands now.' }),
    publishedAt: nullable(Instant),
    canonicalUrl: Type.String({ format: 'uri', description: 'Where readers find the story.' }),
    links: ref(QuotedArticleLinks),
  },
  {
    $id: 'QuotedArticle',
    ...strict,
    description: 'What it takes to show the article of a quote and to link to it.',
  },
)
export type QuotedArticle = Static<typeof QuotedArticle>

/** What `fields` leaves of a quote, with what `include` adds. */
export const PartialQuote = Type.Object(
  { id: Id, ...optional(besideId).properties, article: Type.Optional(ref(QuotedArticle)) },
  { $id: 'PartialQuote', ...strict, description: 'A quote, or the fields of it that `fields` names.' },
)
export const QuoteList = listOf(ref(PartialQuote), 'QuoteList', 'A page of quotes.')

const NewQuoteSpeaker = Type.Object(
  { ...optional(person).properties, name: person.name },
  { $id: 'NewQuoteSpeaker', ...strict, description: 'Who said it, to be stored.' },
)
const NewQuoteVia = Type.Object(
  { ...optional(QuoteVia.properties).properties, name: QuoteVia.properties.name },
  { $id: 'NewQuoteVia', ...strict, description: 'The source it came through, to be stored.' },
)
const NewQuotePosition = Type.Object(
  { start },
  { $id: 'NewQuotePosition', ...strict, description: 'Which of several places is meant.' },
)

export const NewQuote = Type.Object(
  {
    articleId: Id,
    text: VisibleText(50_000, 'Exactly as it stands in `body.text`.'),
    position: Type.Optional(ref(NewQuotePosition)),
    ...optional({
      kind,
      speaker: nullable(ref(NewQuoteSpeaker)),
      cue,
      via: nullable(ref(NewQuoteVia)),
    }).properties,
  },
  {
    $id: 'NewQuote',
    ...strict,
    description:
      'A quote by an editor, `direct` unless said. Where its text occurs more than once, `position.start` picks one; else it is the first.',
  },
)
export type NewQuote = Static<typeof NewQuote>

const QuoteSpeakerPatch = Type.Object(optional(person).properties, {
  $id: 'QuoteSpeakerPatch',
  ...strict,
  description: 'Parts of a speaker to change; null empties one.',
})
const QuoteViaPatch = Type.Object(optional(QuoteVia.properties).properties, {
  $id: 'QuoteViaPatch',
  ...strict,
  description: 'Parts of a source to change; null empties one.',
})

export const QuotePatch = Type.Object(
  optional({
    kind,
    speaker: nullable(ref(QuoteSpeakerPatch)),
    cue,
    via: nullable(ref(QuoteViaPatch)),
    state: oneOf(['anchored'], {
      description:
        'That it stands, which takes back a rejection like every patch; the article must have the text.',
    }),
  }).properties,
  {
    $id: 'QuotePatch',
    ...strict,
    description:
      'JSON Merge Patch (RFC 7396). Any patch, the empty one too, confirms the quote, also one that was rejected: extraction leaves it alone from then on.',
  },
)
export type QuotePatch = Static<typeof QuotePatch>

const Fields = nameList(fieldNames(Quote), 'Only these fields; `id` is always there.')

const Include = nameList(['article'] as const, 'What to embed: `article` is the one it stands in.')

export const OneQuoteQuery = Type.Object(
  { fields: Type.Optional(Fields), include: Type.Optional(Include) },
  strict,
)
export type OneQuoteQuery = Static<typeof OneQuoteQuery>

/** Of one article, in the order of its text. */
export const ArticleQuotesQuery = Type.Object(
  {
    ...listQuery,
    ...OneQuoteQuery.properties,
    kind: Type.Optional(kind),
    state: Type.Optional(
      oneOf(quoteStates, {
        description:
          'For keys with `articles:read` only, who see all but the `rejected` without it; readers see those that are `anchored`.',
      }),
    ),
  },
  strict,
)
export type ArticleQuotesQuery = Static<typeof ArticleQuotesQuery>

export const QuoteListQuery = Type.Object(
  {
    ...ArticleQuotesQuery.properties,
    q: Type.Optional(SearchText('Text, speaker and source')),
    speaker: Type.Optional(Name('Id, exact name or alias of the speaker; case is folded.')),
    via: Type.Optional(Name('Exact name of the source it came through; case is folded.')),
    article: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        pattern: '^[a-z0-9-]+$',
        description: 'Id or slug of an article.',
        examples: ['harbour-bridge-reopens'],
      }),
    ),
  },
  strict,
)
export type QuoteListQuery = Static<typeof QuoteListQuery>

export const QuoteParams = Type.Object({ id: Id })

/** Every schema above that the document names. */
export const quoteSchemas = [
  QuoteSpeaker,
  QuoteVia,
  QuotePosition,
  QuoteSelector,
  Quote,
  QuotedArticleLinks,
  QuotedArticle,
  PartialQuote,
  QuoteList,
  NewQuoteSpeaker,
  NewQuoteVia,
  NewQuotePosition,
  NewQuote,
  QuoteSpeakerPatch,
  QuoteViaPatch,
  QuotePatch,
]

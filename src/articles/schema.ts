// The wire contract of articles. Names follow IPTC ninjs 3.1 where it has one, else schema.org.

import { type Static, Type } from 'typebox'
import {
  Id,
  Instant,
  LanguageTag,
  listOf,
  Name,
  nullable,
  oneOf,
  optional,
  ref,
  refTo,
  strict,
  VisibleText,
  WebUrl,
} from '../http/schema.ts'
import { Block, blockTypes, NewBody } from './blocks.ts'
import { CommentOverrides, CommentOverridesPatch } from './comment-settings.ts'

export const Author = Type.Object(
  {
    name: Name('As printed.'),
    title: nullable(Name('Such as "AP Business Writer".')),
    organization: nullable(Name('Whom the author writes for.')),
  },
  { $id: 'Author', ...strict, description: 'One person of a byline.' },
)

export const Dateline = Type.Object(
  {
    text: VisibleText(300, 'As printed, with its dash.'),
    place: nullable(Name('Where the story was filed.')),
    month: nullable(Type.Integer({ minimum: 1, maximum: 12, description: 'Month of the year.' })),
    day: nullable(Type.Integer({ minimum: 1, maximum: 31, description: 'Day of the month.' })),
    date: nullable(
      Type.String({
        format: 'calendar-date',
        description: 'Only where the year is known; none is invented.',
      }),
    ),
    agency: nullable(Name('Such as UPI.')),
  },
  { $id: 'Dateline', ...strict, description: 'Where and when a story was filed, and by whom.' },
)

export const Provider = Type.Object(
  { name: Name('Who supplied the story.'), uri: nullable(WebUrl) },
  { $id: 'Provider', ...strict, description: 'The agency or newsroom a story came from.' },
)

export const Subject = Type.Object(
  {
    name: Name('In the language of the article.'),
    qcode: nullable(
      Type.String({
        maxLength: 100,
        pattern: '^[^\\s:]+:\\S+$',
        description: 'That of an IPTC Media Topic follows from its URI.',
        examples: ['medtop:20000350'],
      }),
    ),
    uri: nullable(WebUrl),
  },
  {
    $id: 'Subject',
    ...strict,
    description: 'What a story is about, in the terms of a vocabulary such as IPTC Media Topics.',
  },
)

export const Correction = Type.Object(
  {
    kind: oneOf(['correction', 'clarification', 'update', 'editorsNote'], {
      description: 'What the note is.',
    }),
    text: Type.String({ description: 'What was wrong and what is right.' }),
    createdAt: Instant,
  },
  { $id: 'Correction', ...strict, description: 'A published note on what was changed and why.' },
)

export const Body = Type.Object(
  {
    blocks: Type.Array(ref(Block), { description: 'The structure; what is edited.' }),
    html: Type.String({
      description:
        'Derived from the blocks, escaped. A picture is in it as long as the caller may see its media credit.',
    }),
    text: Type.String({
      description:
        "The blocks' texts, joined by a blank line; quotes are positions in it. Items of a list and rows of a table are lines, cells are parted by a tab, an attribution is a line that begins with a dash. Images and embeds have no text.",
    }),
  },
  {
    $id: 'Body',
    ...strict,
    description: 'The text of an article: its blocks and what is derived from them.',
  },
)

export const statuses = ['draft', 'inReview', 'scheduled', 'published', 'unpublished', 'withdrawn'] as const

export const Links = Type.Object(
  {
    self: Type.String({ format: 'uri', description: 'The article.' }),
    mediaCredits: Type.String({ format: 'uri', description: 'Its media credits.' }),
    quotes: Type.String({ format: 'uri', description: 'Its quotes.' }),
    comments: Type.String({ format: 'uri', description: 'Its comments.' }),
    related: Type.String({ format: 'uri', description: 'Articles related to it.' }),
  },
  {
    $id: 'ArticleLinks',
    ...strict,
    description: 'Absolute addresses of the article and of what belongs to it.',
  },
)

const Slug = Type.String({
  minLength: 1,
  maxLength: 120,
  format: 'slug',
  description: 'Lower-case ASCII letters and digits joined by hyphens; unique.',
  examples: ['harbour-bridge-reopens'],
})

const resource = {
  id: Id,
  slug: Type.String({
    pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    description: 'Its address; the id where the headline leaves no other.',
    examples: ['harbour-bridge-reopens'],
  }),
  status: oneOf(statuses, { description: 'Readers only ever see published articles.' }),
  version: Type.Integer({ minimum: 1, description: 'Grows by one with every change; name it in If-Match.' }),
  headline: Type.String({ description: 'Plain text.' }),
  summary: nullable(Type.String({ description: 'Plain text.' })),
  byline: nullable(Type.String({ description: 'As printed.' })),
  authors: Type.Array(ref(Author), { description: 'The people of the byline, in order.' }),
  dateline: nullable(ref(Dateline)),
  provider: nullable(ref(Provider)),
  section: nullable(Type.String({ description: 'The one section it stands in.' })),
  tags: Type.Array(Type.String(), { description: 'Words to find it by.' }),
  subjects: Type.Array(ref(Subject), { description: 'What it is about.' }),
  language: nullable(LanguageTag),
  body: ref(Body),
  wordCount: Type.Integer({ minimum: 0, description: 'Number of words of the body.' }),
  readingMinutes: Type.Integer({
    minimum: 0,
    description: 'Time to read the body, in whole minutes; at least one where there are words.',
  }),
  leadMedia: nullable(refTo('MediaCredit')),
  createdAt: Instant,
  publishAt: nullable(Instant),
  publishedAt: nullable(Instant),
  updatedAt: Instant,
  embargoUntil: nullable(Instant),
  expiresAt: nullable(Instant),
  canonicalUrl: Type.String({ format: 'uri', description: 'Where the story lives for search engines.' }),
  corrections: Type.Array(ref(Correction), { description: 'Oldest first.' }),
  commentCount: Type.Integer({ minimum: 0, description: 'Number of published comments.' }),
  commentsOpen: Type.Boolean({ description: 'Whether readers may leave comments.' }),
  links: ref(Links),
}

export const Excerpt = Type.Object(
  {
    field: oneOf(['headline', 'summary', 'body', 'speaker', 'caption'], { description: 'Where it stands.' }),
    text: Type.String({ description: 'Plain text; part of the field, cut between words.' }),
    marks: Type.Array(
      Type.Object(
        {
          start: Type.Integer({ minimum: 0, description: 'Where it begins.' }),
          end: Type.Integer({ minimum: 1, description: 'Where it ends; the end is not part of it.' }),
        },
        { additionalProperties: false },
      ),
      { description: 'What was looked for: Unicode code points of `text`, end exclusive.' },
    ),
  },
  { $id: 'Excerpt', ...strict, description: 'A place where an article has what was looked for.' },
)
export type Excerpt = Static<typeof Excerpt>

const included = {
  mediaCredits: Type.Array(refTo('MediaCredit'), {
    description: 'With `include=mediaCredits`: all, in order.',
  }),
  quotes: Type.Array(refTo('Quote'), {
    description: 'With `include=quotes`: all, in the order of the text.',
  }),
  comments: Type.Array(refTo('Comment'), { description: 'With `include=comments`: the newest 20.' }),
}

const excerpts = Type.Array(ref(Excerpt), {
  description: 'With `q`: where the article has it, the first place in each field.',
})

/** For whoever may change it. */
const editorial = { commentSettings: nullable(ref(CommentOverrides)) }

export const includeNames = ['mediaCredits', 'quotes', 'comments'] as const
export type IncludeName = (typeof includeNames)[number]

export const Article = Type.Object(
  { ...resource, ...optional({ ...included, ...editorial }).properties },
  { $id: 'Article', ...strict, description: 'What happened, as the newsroom tells it.' },
)
export const articleFields = Object.keys(resource)
export type Article = Static<ReturnType<typeof Type.Object<typeof resource>>>

const withheld = Type.Array(
  Type.Object(
    {
      resource: oneOf(['mediaCredit'], { description: 'What is withheld.' }),
      role: oneOf(['lead', 'inline', 'gallery'], { description: 'Where the picture stands.' }),
      reason: oneOf(['rights'], { description: 'Its rights do not permit syndication.' }),
    },
    strict,
  ),
  { description: 'For partners: what is left out of the article, one entry for each.' },
)

/** What `fields` and `include` leave of an article: the id, and whatever was asked for. */
export const PartialArticle = Type.Object(
  {
    id: Id,
    ...optional({
      ...Object.fromEntries(Object.entries(resource).filter(([k]) => k !== 'id')),
      ...included,
      ...editorial,
      excerpts,
      withheld,
    }).properties,
  },
  {
    $id: 'PartialArticle',
    ...strict,
    description: 'An article, or the fields of it that `fields` names, with what `include` adds.',
  },
)
export const ArticleList = listOf(ref(PartialArticle), 'ArticleList', 'A page of articles.')

const NewDateline = Type.Object(
  { ...optional(Dateline.properties).properties, text: Dateline.properties.text },
  { $id: 'NewDateline', ...strict, description: 'Parts that are left out are read from the text.' },
)
const NewAuthor = Type.Object(
  { ...optional(Author.properties).properties, name: Author.properties.name },
  { $id: 'NewAuthor', ...strict, description: 'One person of a byline, to be stored.' },
)
const NewProvider = Type.Object(
  { ...optional(Provider.properties).properties, name: Provider.properties.name },
  { $id: 'NewProvider', ...strict, description: 'The agency or newsroom, to be stored.' },
)
const NewSubject = Type.Object(
  { ...optional(Subject.properties).properties, name: Subject.properties.name },
  { $id: 'NewSubject', ...strict, description: 'A subject, to be stored.' },
)
const headline = VisibleText(500, 'Plain text; all that an article needs.')
const writable = {
  slug: Slug,
  summary: nullable(Type.String({ maxLength: 5000, description: 'Plain text.' })),
  byline: nullable(
    Type.String({
      maxLength: 500,
      description: 'As printed; the authors are read from it if none are given.',
    }),
  ),
  authors: Type.Array(ref(NewAuthor), { maxItems: 50, description: 'The people of the byline, in order.' }),
  dateline: nullable(ref(NewDateline)),
  provider: nullable(ref(NewProvider)),
  section: nullable(Name('One section.')),
  tags: Type.Array(Name('Plain text.'), { maxItems: 100, description: 'Words to find it by.' }),
  subjects: Type.Array(ref(NewSubject), { maxItems: 100, description: 'What it is about.' }),
  language: nullable(LanguageTag),
  body: ref(NewBody),
  embargoUntil: nullable(Instant),
  expiresAt: nullable(Instant),
  canonicalUrl: nullable(WebUrl),
  commentsOpen: Type.Boolean({ description: 'True unless said.' }),
  commentSettings: nullable(ref(CommentOverridesPatch)),
}

export const NewArticle = Type.Object(
  { headline, ...optional(writable).properties },
  { $id: 'NewArticle', ...strict, description: 'A draft, to be stored.' },
)
export type NewArticle = Static<typeof NewArticle>

const DatelinePatch = Type.Object(optional(Dateline.properties).properties, {
  $id: 'DatelinePatch',
  ...strict,
  description: 'Parts of a dateline to change; null empties one.',
})
const ProviderPatch = Type.Object(optional(Provider.properties).properties, {
  $id: 'ProviderPatch',
  ...strict,
  description: 'Parts of a provider to change; null empties one.',
})
const BodyPatch = Type.Object(optional(NewBody.properties).properties, {
  $id: 'BodyPatch',
  ...strict,
  description: 'The blocks, replaced whole.',
})

const patchable = {
  headline,
  ...writable,
  authors: nullable(writable.authors),
  tags: nullable(writable.tags),
  subjects: nullable(writable.subjects),
  dateline: nullable(ref(DatelinePatch)),
  provider: nullable(ref(ProviderPatch)),
  body: nullable(ref(BodyPatch)),
}

export const ArticlePatch = Type.Object(optional(patchable).properties, {
  $id: 'ArticlePatch',
  ...strict,
  description: 'JSON Merge Patch (RFC 7396): what is left out stays, null empties, lists are replaced whole.',
})
export type ArticlePatch = Static<typeof ArticlePatch>

export const RelatedArticleList = Type.Object(
  { data: Type.Array(ref(PartialArticle), { description: 'The nearest first.' }) },
  { $id: 'RelatedArticleList', ...strict, description: 'Articles related to another; there is one page.' },
)

/** Every schema above that the document names. */
export const articleSchemas = [
  ...blockTypes,
  Block,
  CommentOverrides,
  CommentOverridesPatch,
  Author,
  Dateline,
  Provider,
  Subject,
  Correction,
  Body,
  Links,
  Excerpt,
  Article,
  PartialArticle,
  ArticleList,
  RelatedArticleList,
  NewDateline,
  NewAuthor,
  NewProvider,
  NewSubject,
  NewBody,
  NewArticle,
  DatelinePatch,
  ProviderPatch,
  BodyPatch,
  ArticlePatch,
]

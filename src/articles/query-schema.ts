// What may be asked of articles: which one, which of them, and how much of each.

import { type Static, Type } from 'typebox'
import { ninjsVersions } from '../formats/ninjs/write.ts'
import {
  Id,
  Instant,
  LanguageTag,
  listQuery,
  Name,
  nameList,
  oneOf,
  SearchText,
  strict,
} from '../http/schema.ts'
import { formNames } from './forms.ts'
import { articleFields, includeNames, statuses } from './schema.ts'

export const sorts = ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt', 'relevance'] as const
export type ArticleSort = (typeof sorts)[number]

const Fields = nameList(articleFields, 'Only these fields; `id` is always there.')
const Include = nameList(includeNames, 'Related resources to embed.')
const NameFilter = (what: string) =>
  Type.String({ minLength: 1, maxLength: 200, description: `${what}; case is folded.` })

export const OneArticleQuery = Type.Object(
  {
    format: Type.Optional(
      oneOf(formNames, {
        description: 'The form of the answer, whatever `Accept` says; the others than `json` are whole.',
      }),
    ),
    profile: Type.Optional(
      oneOf(ninjsVersions, {
        description: 'Which version of ninjs; 3.1 unless said. With `format=ninjs` only.',
      }),
    ),
    fields: Type.Optional(Fields),
    include: Type.Optional(Include),
  },
  strict,
)

export const ArticleListQuery = Type.Object(
  {
    ...listQuery,
    sort: Type.Optional(
      oneOf(sorts, {
        description:
          '`-publishedAt` unless said; `relevance` with `q`; `-updatedAt` for what is not published.',
      }),
    ),
    fields: Type.Optional(Fields),
    include: Type.Optional(Include),
    status: Type.Optional(
      oneOf(statuses, { description: 'For keys with `articles:read`; `published` unless said.' }),
    ),
    q: Type.Optional(SearchText('Headline, summary, body, speakers and captions')),
    section: Type.Optional(NameFilter('Exact name')),
    tag: Type.Optional(
      Type.Array(Name('Exact name.'), { minItems: 1, maxItems: 20, description: 'Any of these.' }),
    ),
    subject: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'Qcode, URI, or exact name; its case is folded.',
      }),
    ),
    author: Type.Optional(NameFilter('Exact name')),
    agency: Type.Optional(NameFilter("Exact name of the dateline's agency or of the provider")),
    mediaAgency: Type.Optional(
      NameFilter(
        'Exact name of an organization that a media credit of the article names, whose pictures it shows',
      ),
    ),
    language: Type.Optional(LanguageTag),
    publishedAfter: Type.Optional(Instant),
    publishedBefore: Type.Optional(Instant),
    updatedAfter: Type.Optional(Instant),
    ids: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, description: 'Only these.' })),
  },
  strict,
)
export type ArticleListQuery = Static<typeof ArticleListQuery>

export const RelatedArticlesQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20, default: 5, description: 'Number of articles, 1 to 20.' }),
    ),
    fields: Type.Optional(Fields),
    include: Type.Optional(Include),
  },
  strict,
)

export const ArticleParams = Type.Object({
  article: Type.String({
    minLength: 1,
    maxLength: 120,
    pattern: '^[a-z0-9-]+$',
    description: 'Id or slug.',
    examples: ['harbour-bridge-reopens'],
  }),
})

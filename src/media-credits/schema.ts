// The wire contract of media credits. Names follow IPTC photo metadata and schema.org ImageObject.

import { type Static, Type } from 'typebox'
import { type CreditQualifier, qualifierWords } from '../extraction/credit-qualifiers.ts'
import {
  fieldNames,
  Id,
  Instant,
  listOf,
  listQuery,
  nameList,
  nullable,
  oneOf,
  optional,
  ref,
  SearchText,
  strict,
  VisibleText,
  WebUrl,
} from '../http/schema.ts'

export const mediaRoles = ['lead', 'inline', 'gallery'] as const
// The keys of a Record over a closed union are that union; TypeScript calls them strings.
const qualifierNames = Object.keys(qualifierWords) as CreditQualifier[]

const Text = (maxLength: number, description: string) => Type.String({ maxLength, description })
const Names = (description: string) =>
  Type.Array(VisibleText(200, 'As printed.'), { maxItems: 50, description })
const Pixels = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000, description })

const writable = {
  role: oneOf(mediaRoles, {
    description:
      "Where it stands. An article's first credit is its lead unless said; a new lead replaces it.",
  }),
  mediaUrl: nullable(WebUrl),
  mediaType: nullable(
    Type.String({
      maxLength: 127,
      pattern: '^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+$',
      description: 'Media type of the file.',
      examples: ['image/jpeg'],
    }),
  ),
  width: nullable(Pixels('Width of the file in pixels.')),
  height: nullable(Pixels('Height of the file in pixels.')),
  altText: nullable(Text(2000, 'For those who cannot see it.')),
  caption: nullable(Text(10_000, 'Plain text, without the credit.')),
  creditLine: nullable(VisibleText(1000, 'Verbatim. Parts that are not given are read from it.')),
  label: nullable(VisibleText(100, 'What introduces the names, such as "Photo by".')),
  creators: Names('Who made it, in the order printed.'),
  organizations: Names('For whom, in the order printed; distributors last.'),
  qualifiers: Type.Array(oneOf(qualifierNames), {
    maxItems: qualifierNames.length,
    uniqueItems: true,
    description: 'How it came about.',
  }),
  copyrightNotice: nullable(Text(1000, 'Plain text.')),
  usageTerms: nullable(Text(5000, 'Plain text.')),
  license: nullable(Text(500, 'Name or address of the licence.')),
  webStatement: nullable(WebUrl),
  rightsExpireAt: nullable(Instant),
  syndication: oneOf(['permitted', 'prohibited'], {
    description:
      'Whether the rights permit to pass it on to partners; `permitted` unless said, and never read from the terms.',
  }),
}

export const MediaCredit = Type.Object(
  {
    id: Id,
    articleId: Id,
    ...writable,
    version: Type.Integer({
      minimum: 1,
      description: 'Grows by one with every change; name it in If-Match.',
    }),
    createdAt: Instant,
    updatedAt: Instant,
  },
  {
    $id: 'MediaCredit',
    ...strict,
    description:
      'Who made the picture, for whom, with which rights, under which caption, and where it stands.',
  },
)
export type MediaCredit = Static<typeof MediaCredit>

const { id: _, ...besideId } = MediaCredit.properties

/** What `fields` leaves of a credit. */
export const PartialMediaCredit = Type.Object(
  { id: Id, ...optional(besideId).properties },
  {
    $id: 'PartialMediaCredit',
    ...strict,
    description: 'A media credit, or the fields of it that `fields` names.',
  },
)
export const MediaCreditList = listOf(ref(PartialMediaCredit), 'MediaCreditList', 'A page of media credits.')

export const NewMediaCredit = Type.Object(
  { articleId: Id, ...optional(writable).properties },
  {
    $id: 'NewMediaCredit',
    ...strict,
    description:
      'The printed line and its parts agree: from parts a line is composed, a line is read into parts, and where both are given both are kept.',
  },
)
export type NewMediaCredit = Static<typeof NewMediaCredit>

/** A credit of an article that is known already. */
export type CreditInput = Omit<NewMediaCredit, 'articleId'>

export const MediaCreditPatch = Type.Object(
  optional({
    ...writable,
    creators: nullable(writable.creators),
    organizations: nullable(writable.organizations),
    qualifiers: nullable(writable.qualifiers),
  }).properties,
  {
    $id: 'MediaCreditPatch',
    ...strict,
    description:
      'JSON Merge Patch (RFC 7396). A new line is read into parts, new parts compose the line anew; where both are given both are kept.',
  },
)
export type MediaCreditPatch = Static<typeof MediaCreditPatch>

const Fields = nameList(fieldNames(MediaCredit), 'Only these fields; `id` is always there.')
const ExactName = (what: string) => VisibleText(200, `${what}, by exact name; case is folded.`)

export const OneMediaCreditQuery = Type.Object({ fields: Type.Optional(Fields) }, strict)

/** Of one article, in their order. */
export const ArticleMediaCreditsQuery = Type.Object({ ...listQuery, fields: Type.Optional(Fields) }, strict)
export type ArticleMediaCreditsQuery = Static<typeof ArticleMediaCreditsQuery>

export const MediaCreditListQuery = Type.Object(
  {
    ...listQuery,
    fields: Type.Optional(Fields),
    q: Type.Optional(SearchText('Caption, alternative text and credit line')),
    agency: Type.Optional(ExactName('An organization')),
    creator: Type.Optional(ExactName('A maker')),
    article: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        pattern: '^[a-z0-9-]+$',
        description: 'Id or slug of an article.',
        examples: ['harbour-bridge-reopens'],
      }),
    ),
    rightsExpireBefore: Type.Optional(Instant),
  },
  strict,
)
export type MediaCreditListQuery = Static<typeof MediaCreditListQuery>

export const holderKinds = ['agency', 'creator'] as const

export const CreditHolder = Type.Object(
  {
    name: Type.String({ description: 'As the newest of the credits prints it.' }),
    kind: oneOf(holderKinds, { description: 'An agency is an organization of a credit, a creator a maker.' }),
    creditCount: Type.Integer({ minimum: 0, description: 'Media credits that the caller may see.' }),
  },
  { $id: 'CreditHolder', ...strict, description: 'Who is named in media credits.' },
)
export type CreditHolder = Static<typeof CreditHolder>
export const CreditHolderList = listOf(ref(CreditHolder), 'CreditHolderList', 'A page of credit holders.')

export const CreditHolderQuery = Type.Object(
  { ...listQuery, kind: Type.Optional(oneOf(holderKinds, { description: 'Only these.' })) },
  strict,
)
export type CreditHolderQuery = Static<typeof CreditHolderQuery>

export const MediaCreditParams = Type.Object({ id: Id })

/** Every schema above that the document names. */
export const mediaCreditSchemas = [
  MediaCredit,
  PartialMediaCredit,
  MediaCreditList,
  NewMediaCredit,
  MediaCreditPatch,
  CreditHolder,
  CreditHolderList,
]

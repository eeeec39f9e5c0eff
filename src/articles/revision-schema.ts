// The wire contract of an article's history.

import { type Static, Type } from 'typebox'
import { revisionActions } from '../db/schema.values.ts'
import { Id, Instant, listOf, listQuery, nullable, oneOf, ref, strict, WebUrl } from '../http/schema.ts'
import { Block, NewBody } from './blocks.ts'
import { CommentOverrides } from './comment-settings.ts'
import { ArticleParams } from './query-schema.ts'
import { Article, Author, Dateline, Provider, Subject } from './schema.ts'

export const RevisionActor = Type.Object(
  {
    id: nullable(Id),
    name: nullable(Type.String({ description: 'As the key was named then.' })),
  },
  {
    $id: 'RevisionActor',
    ...strict,
    description: 'The key that acted, whether it still exists or not; without an id, the command line.',
  },
)

const revision = {
  version: Type.Integer({ minimum: 1, description: 'The version of the article that was made.' }),
  at: Instant,
  by: nullable(ref(RevisionActor)),
  action: oneOf(revisionActions, {
    description:
      'What made it. `recorded` is how an article stood that is older than its history. Where `by` is null, it happened by itself.',
  }),
  contentVersion: Type.Integer({
    minimum: 1,
    description: 'The version that last changed what the article says: itself, or one before.',
  }),
  restoredVersion: nullable(
    Type.Integer({ description: 'With `restored`: the version that was brought back.' }),
  ),
}
export const Revision = Type.Object(revision, {
  $id: 'Revision',
  ...strict,
  description: 'How a version of an article came to be.',
})
export type Revision = Static<typeof Revision>

export const RevisionList = listOf(ref(Revision), 'RevisionList', 'A page of the history of an article.')

const { slug, headline, summary, byline, section, tags, language, embargoUntil, expiresAt, commentsOpen } =
  Article.properties

export const RevisionContent = Type.Object(
  {
    slug,
    headline,
    summary,
    byline,
    authors: Type.Array(ref(Author), { description: 'The people of the byline, in order.' }),
    dateline: nullable(ref(Dateline)),
    provider: nullable(ref(Provider)),
    section,
    tags,
    subjects: Type.Array(ref(Subject), { description: 'What it was about.' }),
    language,
    body: ref(NewBody),
    canonicalUrl: nullable(WebUrl),
  },
  { $id: 'RevisionContent', ...strict, description: 'All that an article said, as a patch takes it.' },
)

const editable = [
  ...Object.keys(RevisionContent.properties).filter((name) => name !== 'body'),
  'embargoUntil',
  'expiresAt',
  'commentsOpen',
  'commentSettings',
]

export const FieldChange = Type.Object(
  {
    field: oneOf(editable, { description: 'Its name; lists and objects are compared as a whole.' }),
    before: Type.Unknown({ description: 'Its value before.' }),
    after: Type.Unknown({ description: 'Its value at this version.' }),
  },
  { $id: 'FieldChange', ...strict, description: 'A field that is not what it was.' },
)

export const BlockChange = Type.Object(
  {
    change: oneOf(['same', 'changed', 'added', 'removed'], {
      description: '`changed`: a block of the same type stands in its place.',
    }),
    before: nullable(ref(Block)),
    after: nullable(ref(Block)),
  },
  { $id: 'BlockChange', ...strict, description: 'A line of two bodies side by side.' },
)

export const RevisionDiff = Type.Object(
  {
    against: Type.Integer({ minimum: 1, description: 'The version that this one is compared with.' }),
    fields: Type.Array(ref(FieldChange), { description: 'All fields that differ, save the body.' }),
    blocks: Type.Array(ref(BlockChange), {
      description:
        'The bodies side by side, whole and in order: down `before` the one, down `after` the other.',
    }),
  },
  { $id: 'RevisionDiff', ...strict, description: 'What differs between two versions, ready to be drawn.' },
)

export type RevisionDiff = Static<typeof RevisionDiff>

export const WholeRevision = Type.Object(
  {
    ...revision,
    content: ref(RevisionContent),
    embargoUntil,
    expiresAt,
    commentsOpen,
    commentSettings: nullable(ref(CommentOverrides)),
    diff: nullable(ref(RevisionDiff)),
  },
  {
    $id: 'WholeRevision',
    ...strict,
    description: 'A version of an article: how it came to be, and all that an editor could write of it then.',
  },
)

export const RevisionListQuery = Type.Object(listQuery, strict)
export type RevisionListQuery = Static<typeof RevisionListQuery>

export const RevisionQuery = Type.Object(
  {
    against: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 999_999_999,
        description: 'A version to compare with; the one before unless said.',
      }),
    ),
  },
  strict,
)

export const RevisionParams = Type.Object({
  article: ArticleParams.properties.article,
  version: Type.String({
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'A version of the article.',
    examples: ['3'],
  }),
})

/** Every schema above that the document names. */
export const revisionSchemas = [
  RevisionActor,
  Revision,
  RevisionList,
  RevisionContent,
  FieldChange,
  BlockChange,
  RevisionDiff,
  WholeRevision,
]

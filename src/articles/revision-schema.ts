// The wire contract of an article's history.

import { type Static, Type } from 'typebox'
import { revisionActions } from '../db/schema.values.ts'
import { Id, Instant, listOf, listQuery, nullable, oneOf, ref, WebUrl } from '../http/schema.ts'
import { NewBody } from './blocks.ts'
import { Article, ArticleParams, Author, Dateline, Provider, Subject } from './schema.ts'

const strict = { additionalProperties: false } as const

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

const { slug, headline, summary, byline, section, tags, language, embargoUntil, commentsOpen } =
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

export const WholeRevision = Type.Object(
  { ...revision, content: ref(RevisionContent), embargoUntil, commentsOpen },
  {
    $id: 'WholeRevision',
    ...strict,
    description: 'A version of an article: how it came to be, and all that an editor could write of it then.',
  },
)

export const RevisionListQuery = Type.Object(listQuery, strict)
export type RevisionListQuery = Static<typeof RevisionListQuery>

export const RevisionParams = Type.Object({
  article: ArticleParams.properties.article,
  version: Type.String({
    pattern: '^[1-9][0-9]{0,8}$',
    description: 'A version of the article.',
    examples: ['3'],
  }),
})

/** Every schema above that the document names. */
export const revisionSchemas = [RevisionActor, Revision, RevisionList, RevisionContent, WholeRevision]

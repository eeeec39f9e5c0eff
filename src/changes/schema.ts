// The wire contract of the change feed.

import { type Static, Type } from 'typebox'
import { changedResources, changeTypes } from '../db/schema.values.ts'
import { Id, Instant, nullable, oneOf, ref, strict } from '../http/schema.ts'

/** A position of the change feed. */
export const Position = (description: string) =>
  Type.String({ pattern: '^(?:0|[1-9][0-9]{0,14})$', maxLength: 15, description, examples: ['1042'] })

export const Change = Type.Object(
  {
    position: Position('Its place in the feed; positions follow the order of commits.'),
    id: Type.String({ format: 'uuid', description: 'The same however often it is read.' }),
    type: oneOf(changeTypes, { description: 'What happened.' }),
    resource: oneOf(changedResources, { description: 'To what.' }),
    resourceId: Id,
    articleId: nullable(Type.String({ format: 'uuid', description: 'The article it belongs to.' })),
    version: nullable(
      Type.Integer({ minimum: 1, description: 'The version it led to; of two, the higher is the newer.' }),
    ),
    at: Instant,
  },
  {
    $id: 'Change',
    ...strict,
    description: 'Something readers see changed. It names the resource; read the resource for its state.',
  },
)
export type Change = Static<typeof Change>

export const ChangePage = Type.Object(
  {
    limit: Type.Integer({ description: 'Changes asked for, at most.' }),
    next: Position('Give it back as `since`, now or later; never null.'),
  },
  { $id: 'ChangePage', ...strict, description: 'How the feed goes on.' },
)

export const ChangeList = Type.Object(
  { data: Type.Array(ref(Change), { description: 'In the order of commits.' }), page: ref(ChangePage) },
  { $id: 'ChangeList', ...strict, description: 'A page of the change feed.' },
)
export type ChangeList = Static<typeof ChangeList>

export const ChangeQuery = Type.Object(
  {
    since: Type.Optional(Position('`page.next` of the page before; the oldest that is kept, if left out.')),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Changes a page, 1 to 1000.' }),
    ),
  },
  strict,
)
export type ChangeQuery = Static<typeof ChangeQuery>

/** Every schema above that the document names. */
export const changeSchemas = [Change, ChangePage, ChangeList]

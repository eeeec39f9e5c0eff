// How moderators find what waits and what was decided, and decide about many comments at once.

import { type Static, Type } from 'typebox'
import { Id, listOf, listQuery, oneOf, Problem, ref } from '../http/schema.ts'
import { CommentDecision, decided, moderationStatuses, Status } from './moderated-schema.ts'

const strict = { additionalProperties: false } as const

export const ModerationQuery = Type.Object(
  {
    ...listQuery,
    status: Type.Optional(oneOf(moderationStatuses, { description: '`pending` unless said.' })),
    reason: Type.Optional(
      Type.String({
        maxLength: 60,
        pattern: '^[A-Za-z]+(?::[0-9a-f-]+)?$',
        description: 'Held for this; `rule` and `ban` are any of them.',
        examples: ['links'],
      }),
    ),
    article: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 120,
        pattern: '^[a-z0-9-]+$',
        description: 'Id or slug of an article.',
        examples: ['harbour-bridge-reopens'],
      }),
    ),
    q: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Stands like this in the text or the name; ASCII letters in either case.',
        examples: ['toll'],
      }),
    ),
  },
  strict,
)
export type ModerationQuery = Static<typeof ModerationQuery>

export const ModerationLogEntry = Type.Object(
  { id: Id, commentId: Id, ...decided },
  {
    $id: 'ModerationLogEntry',
    ...strict,
    description: 'One decision; never changed, and kept when its comment is gone.',
  },
)
export type ModerationLogEntry = Static<typeof ModerationLogEntry>
export const ModerationLog = listOf(ref(ModerationLogEntry), 'ModerationLog', 'A page of decisions.')
export const LogQuery = Type.Object({ ...listQuery, comment: Type.Optional(Id) }, strict)
export type LogQuery = Static<typeof LogQuery>

/** Decisions of one batch at most. */
export const maxDecisions = 100

const BulkDecision = Type.Object(
  { comment: Id, ...CommentDecision.properties },
  { $id: 'BulkDecision', ...strict, description: 'What a moderator decides about one comment of many.' },
)

export const BulkDecisions = Type.Object(
  {
    items: Type.Array(ref(BulkDecision), {
      minItems: 1,
      maxItems: maxDecisions,
      description: 'Carried out in this order, each by itself.',
    }),
  },
  { $id: 'BulkDecisions', ...strict, description: 'Up to 100 decisions.' },
)

const DecisionDone = Type.Object(
  {
    status: Type.Integer({ description: '200.' }),
    id: Id,
    version: Type.Integer({ minimum: 1, description: 'Of the comment as it is now.' }),
    commentStatus: Status,
  },
  { $id: 'DecisionDone', ...strict, description: 'A decision that was carried out, or held already.' },
)
export type DecisionDone = Static<typeof DecisionDone>

const DecisionRefused = Type.Object(
  {
    status: Type.Integer({ description: 'What the decision by itself would have been answered with.' }),
    problem: ref(Problem),
  },
  { $id: 'DecisionRefused', ...strict, description: 'A decision that changed nothing.' },
)
export type DecisionRefused = Static<typeof DecisionRefused>

export const BulkDecisionResult = Type.Object(
  {
    data: Type.Array(
      Type.Unsafe<DecisionDone | DecisionRefused>({ anyOf: [ref(DecisionDone), ref(DecisionRefused)] }),
      { description: 'A result for each item, in the order of the items.' },
    ),
  },
  { $id: 'BulkDecisionResult', ...strict, description: 'What became of many decisions.' },
)

export const decisionSchemas = [
  ModerationLogEntry,
  ModerationLog,
  BulkDecision,
  BulkDecisions,
  DecisionDone,
  DecisionRefused,
  BulkDecisionResult,
]

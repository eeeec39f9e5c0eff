// The wire contract of comments as moderators see them: with what is private, and what was decided.

import { type Static, Type } from 'typebox'
import { Instant, listOf, nullable, oneOf, ref, strict } from '../http/schema.ts'
import { actions, reasonCodes } from './rules.ts'
import { CommentSource, Count, resource } from './schema.ts'

export const moderationStatuses = ['pending', 'published', 'rejected', 'spam', 'deleted'] as const
export const Status = oneOf(moderationStatuses, {
  description: 'Only a published comment is seen by readers.',
})
const Reason = nullable(oneOf(reasonCodes, { description: 'Why, in a word for statistics.' }))

/** What is told of a decision. */
export const decided = {
  at: Instant,
  actor: Type.String({ description: 'The name of the key that acted.' }),
  action: Type.String({ description: 'What was decided.' }),
  from: nullable(Status),
  to: Status,
  reasonCode: Reason,
  note: nullable(Type.String({ description: 'What the moderator noted.' })),
}

const LogEntry = Type.Object(decided, {
  $id: 'CommentLogEntry',
  ...strict,
  description: 'One decision about a comment.',
})

const SpamCheck = Type.Object(
  {
    provider: Type.String({ description: 'The service that was asked.' }),
    verdict: oneOf(['ham', 'spam'], { description: 'What it said.' }),
    discard: Type.Boolean({ description: 'So plain that nobody need look at it.' }),
    guid: nullable(Type.String({ description: 'Under which the service knows the question.' })),
    checkedAt: Instant,
  },
  { $id: 'SpamCheck', ...strict, description: 'What the spam service said of a comment.' },
)

export const CommentReport = Type.Object(
  { reason: Type.String({ description: 'In the words of the reader.' }), at: Instant },
  { $id: 'CommentReport', ...strict, description: 'One reader, saying what is wrong with a comment.' },
)

export type CommentReport = Static<typeof CommentReport>

const CommentRevision = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'The version that said it.' }),
    raw: Type.String({ description: 'As it was sent.' }),
    at: Instant,
    by: Type.String({ description: 'The name it stood under.' }),
  },
  { $id: 'CommentRevision', ...strict, description: 'A former text of a comment.' },
)

export const ModeratedComment = Type.Object(
  {
    ...resource,
    body: nullable(ref(CommentSource)),
    status: Status,
    previousStatus: nullable(Status),
    version: Type.Integer({ minimum: 1, description: 'Grows by one with every change; an action names it.' }),
    heldReasons: Type.Array(Type.String(), {
      description: 'Why it was held, all of it.',
      examples: [['mode']],
    }),
    reviewedAt: nullable(Instant),
    reviewedBy: nullable(Type.String({ description: 'Null while no human has decided.' })),
    spam: nullable(ref(SpamCheck)),
    authorEmail: nullable(Type.String({ description: 'As given.' })),
    ipPrefix: nullable(
      Type.String({
        description: 'The network it was sent from: an IPv4 /24 or an IPv6 /48.',
        examples: ['203.0.113.0/24'],
      }),
    ),
    ipHash: nullable(Type.String({ description: 'The same for the same address for 30 days.' })),
    userAgent: nullable(Type.String({ description: 'The header of that name.' })),
    referrer: nullable(Type.String({ description: 'The page it was sent from.' })),
    source: Type.Object(
      {
        kind: oneOf(['api', 'import'], { description: 'Whether it was posted here.' }),
        system: nullable(Type.String({ description: 'Where it was imported from.', examples: ['disqus'] })),
        externalId: nullable(Type.String({ description: 'Under which it is known there.' })),
      },
      { ...strict, description: 'Where it came from.' },
    ),
    reportCount: Count('Readers who reported it.'),
    reports: Type.Array(ref(CommentReport), {
      description: 'What readers reported, oldest first; the newest 50.',
    }),
    revisions: Type.Array(ref(CommentRevision), {
      description: 'What it said before its author changed it, oldest first; the newest 50.',
    }),
    log: Type.Array(ref(LogEntry), {
      description: 'What was decided, oldest first; the newest 50, and all of it at `/v1/moderation/log`.',
    }),
  },
  { $id: 'ModeratedComment', ...strict, description: 'Personal data is null once its time is over.' },
)
export type ModeratedComment = Static<typeof ModeratedComment>
export const ModeratedCommentList = listOf(
  ref(ModeratedComment),
  'ModeratedCommentList',
  'A page of comments as moderators see them.',
)

export const CommentDecision = Type.Object(
  {
    action: oneOf(actions, { description: 'What to do with it.' }),
    version: Type.Integer({ minimum: 1, description: 'The version you read.' }),
    reasonCode: Type.Optional(Reason),
    note: Type.Optional(nullable(Type.String({ maxLength: 2000, description: 'For the log.' }))),
  },
  { $id: 'CommentDecision', ...strict, description: 'What a moderator decides.' },
)
export type CommentDecision = Static<typeof CommentDecision>

/** Every schema above that the document names. */

export const moderatedSchemas = [
  CommentReport,
  CommentRevision,
  LogEntry,
  SpamCheck,
  ModeratedComment,
  ModeratedCommentList,
  CommentDecision,
]

// What a publication may decide about its comments, and an article for its own: the wire contract and what holds unless said.
// It stands with the articles, which carry what differs; the room of comments judges by it.

import { type Static, Type } from 'typebox'
import { nullable, oneOf, strict } from '../http/schema.ts'

export const commentModes = ['post', 'pre', 'closed'] as const

/** What an article may decide for itself. */
export const articleRules = {
  mode: oneOf(commentModes, {
    description: '`post`: published at once; `pre`: a moderator decides first; `closed`: none are taken.',
  }),
  requireEmail: Type.Boolean({
    description: 'Whether readers must give an e-mail address; it is never shown.',
  }),
  closeAfterDays: nullable(
    Type.Integer({
      minimum: 0,
      maximum: 3650,
      description: 'Days after its publication in which an article takes comments; null is without end.',
    }),
  ),
  maxLinks: Type.Integer({
    minimum: 0,
    maximum: 100,
    description: 'Links of a comment beyond which it is held.',
  }),
  maxLength: Type.Integer({
    minimum: 1,
    maximum: 5000,
    description: 'Longest comment, in Unicode code points.',
  }),
  editWindowS: Type.Integer({
    minimum: 0,
    maximum: 86_400,
    description: 'Seconds in which an author may change or delete a comment.',
  }),
  maxDepth: Type.Integer({
    minimum: 0,
    maximum: 4,
    description: 'Depth beyond which replies stand side by side.',
  }),
  reportThreshold: Type.Integer({
    minimum: 0,
    maximum: 1000,
    description: 'Reports that hold a comment no moderator has seen; 0: reports hold none.',
  }),
  firstCommentHold: Type.Boolean({
    description:
      'Whether a comment is held unless its author was approved before, under a proven e-mail address.',
  }),
  reactions: Type.Boolean({ description: 'Whether readers may be for and against comments.' }),
}

export const CommentOverrides = Type.Object(
  Object.fromEntries(Object.entries(articleRules).map(([name, schema]) => [name, Type.Optional(schema)])) as {
    [K in keyof typeof articleRules]: ReturnType<typeof Type.Optional<(typeof articleRules)[K]>>
  },
  { $id: 'CommentOverrides', ...strict, description: "Where an article's comments differ from the site's." },
)
export type CommentOverrides = Static<typeof CommentOverrides>

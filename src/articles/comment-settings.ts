// What a publication may decide about its comments, and an article for its own: the wire contract and what holds unless said.
// It stands with the articles, which carry what differs; the room of comments judges by it.

import { type Static, Type } from 'typebox'
import { nullable, oneOf, optional, strict } from '../http/schema.ts'

export const commentModes = ['post', 'pre', 'closed'] as const

const days = { minimum: 0, maximum: 3650 } as const

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
      ...days,
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
      'Whether a comment is held as the first of its author. No e-mail address is proven yet, so each counts as the first.',
  }),
  reactions: Type.Boolean({ description: 'Whether readers may be for and against comments.' }),
}

/** An article that takes comments without end, where the site does not, says 3650 days: null takes the site's rule. */
const ownRules = {
  ...articleRules,
  closeAfterDays: Type.Integer({
    ...days,
    description: 'Days after its publication in which it takes comments.',
  }),
}

export const CommentOverrides = Type.Object(optional(ownRules).properties, {
  $id: 'CommentOverrides',
  ...strict,
  description: "Where an article's comments differ from the site's.",
})
export type CommentOverrides = Static<typeof CommentOverrides>

type Nullable = { [K in keyof typeof ownRules]: ReturnType<typeof nullable<(typeof ownRules)[K]>> }

export const CommentOverridesPatch = Type.Object(
  optional(
    Object.fromEntries(Object.entries(ownRules).map(([name, rule]) => [name, nullable(rule)])) as Nullable,
  ).properties,
  {
    $id: 'CommentOverridesPatch',
    ...strict,
    description:
      "What an article decides for its own comments: what is left out stays, null takes the site's rule.",
  },
)
type CommentOverridesPatch = Static<typeof CommentOverridesPatch>

/** What holds for an article after a merge patch; null where it differs in nothing. */
export function mergeOverrides(
  current: CommentOverrides | null,
  patch: CommentOverridesPatch | null | undefined,
): CommentOverrides | null {
  if (patch === undefined) return current
  const merged = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null)
  return patch === null || merged.length === 0 ? null : Object.fromEntries(merged)
}

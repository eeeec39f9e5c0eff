// What a publication may decide about its comments; the rules take it from here and know no numbers of their own.

import { type Static, Type } from 'typebox'
import { articleRules, type CommentOverrides } from '../articles/comment-settings.ts'
import { nullable, ref } from '../http/schema.ts'
import { NewComment } from './schema.ts'

const strict = { additionalProperties: false } as const

const rules = {
  ...articleRules,
  maxPerMinute: Type.Integer({
    minimum: 1,
    maximum: 20,
    description: 'Comments a minute from one IPv4 address or IPv6 /64, and from one e-mail address.',
  }),
  honeypotField: Type.String({
    maxLength: 40,
    pattern: '^[a-z][A-Za-z0-9_]{1,39}$',
    description: 'A field of the form that people do not see: whatever fills it is spam.',
    examples: ['contactByFax'],
  }),
  retentionDays: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days that the personal data of a comment is kept, as it was when the comment was left.',
  }),
  akismet: Type.Boolean({
    description: 'Whether comments are shown to the spam service; its key is configuration.',
  }),
}

export const CommentSettings = Type.Object(rules, {
  $id: 'CommentSettings',
  ...strict,
  description: 'What holds for comments, unless an article says otherwise.',
})
export type CommentSettings = Static<typeof CommentSettings>

type Rules = typeof rules
const patchable = Object.fromEntries(
  Object.entries(rules).map(([name, schema]) => [
    name,
    Type.Optional(schema === rules.closeAfterDays ? schema : nullable(schema)),
  ]),
) as { [K in keyof Rules]: ReturnType<typeof Type.Optional<ReturnType<typeof nullable<Rules[K]>>>> }

const CommentSettingsPatch = Type.Object(patchable, {
  $id: 'CommentSettingsPatch',
  ...strict,
  description: 'What is left out stays; null gives back what holds out of the box.',
})

export const Settings = Type.Object(
  {
    version: Type.Integer({
      minimum: 1,
      description: 'Grows by one with every change; name it in If-Match.',
    }),
    comments: ref(CommentSettings),
  },
  { $id: 'Settings', ...strict, description: 'What the publication decides while the server runs.' },
)
export type Settings = Static<typeof Settings>

export const SettingsPatch = Type.Object(
  { comments: Type.Optional(ref(CommentSettingsPatch)) },
  { $id: 'SettingsPatch', ...strict, description: 'JSON Merge Patch (RFC 7396).' },
)
export type SettingsPatch = Static<typeof SettingsPatch>

export const settingsSchemas = [CommentSettings, CommentSettingsPatch, Settings, SettingsPatch]

/** Out of the box, a reader's comment is published at once and the moderator can tighten. */
export const defaultSettings: CommentSettings = {
  mode: 'post',
  requireEmail: false,
  closeAfterDays: null,
  maxLinks: 5,
  maxLength: 5000,
  editWindowS: 15 * 60,
  maxDepth: 4,
  reportThreshold: 3,
  firstCommentHold: false,
  reactions: true,
  maxPerMinute: 20,
  honeypotField: 'contactByFax',
  retentionDays: 90,
  akismet: false,
}

/** What holds for one article. */
export const settingsOf = (site: CommentSettings, overrides: CommentOverrides | null): CommentSettings => ({
  ...site,
  ...overrides,
})

/** Whether the trap has the name of a field that people fill in. */
export const isRealField = (name: string): boolean => Object.hasOwn(NewComment.properties, name)

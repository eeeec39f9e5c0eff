// The lists that moderators keep, as they see them: rules, bans and reserved names.

import { type Static, type TSchema, Type } from 'typebox'
import { Id, Instant, listOf, listQuery, nullable, oneOf, ref, VisibleText } from '../http/schema.ts'

const strict = { additionalProperties: false } as const

const kept = {
  note: nullable(Type.String({ description: 'For moderators.' })),
  expiresAt: nullable(Instant),
  version: Type.Integer({ minimum: 1, description: 'Grows by one with every change; name it in If-Match.' }),
  createdAt: Instant,
  createdBy: Type.String({ description: 'The name of the key that made it.' }),
}
const free = {
  note: Type.Optional(nullable(Type.String({ maxLength: 2000, description: 'For moderators.' }))),
  expiresAt: Type.Optional(nullable(Instant)),
}

const RuleKind = oneOf(['word', 'email', 'domain', 'network'], {
  description:
    'A word or phrase of the text or the name, in any spelling of case and width, at the end with `*` its beginning; an e-mail address; a domain of a link or an e-mail address, with all below it; a network, such as `203.0.113.0/24`.',
})
const BanKind = oneOf(['email', 'network'], { description: 'What a sender is known by.' })
const Effect = oneOf(['hold', 'spam', 'reject'], { description: 'What becomes of a comment that meets it.' })
const given = VisibleText(300, 'What to look for.')
const Shown = Type.String({
  description: 'What is looked for; an e-mail address is kept as a hash and shown masked.',
})

export const ModerationRule = Type.Object(
  { id: Id, kind: RuleKind, value: Shown, effect: Effect, ...kept },
  { $id: 'ModerationRule', ...strict, description: 'What is looked for in comments, and what then.' },
)
export const NewModerationRule = Type.Object(
  { kind: RuleKind, value: given, effect: Effect, ...free },
  { $id: 'NewModerationRule', ...strict, description: 'A rule, to be kept.' },
)
export const ModerationRulePatch = Type.Object(
  { effect: Type.Optional(Effect), ...free },
  { $id: 'ModerationRulePatch', ...strict, description: 'JSON Merge Patch; another value is another rule.' },
)

export const Ban = Type.Object(
  { id: Id, kind: BanKind, value: Shown, ...kept },
  {
    $id: 'Ban',
    ...strict,
    description: 'A sender whose comments are stored as rejected, without being told so.',
  },
)
export const NewBan = Type.Object(
  { kind: BanKind, value: given, ...free },
  { $id: 'NewBan', ...strict, description: 'A ban, to be kept.' },
)

export const ReservedName = Type.Object(
  { id: Id, value: Type.String({ description: 'The name.' }), ...kept },
  {
    $id: 'ReservedName',
    ...strict,
    description: 'A name that no reader may post under, nor under one that looks like it.',
  },
)
export const NewReservedName = Type.Object(
  { value: VisibleText(100, 'The name.'), ...free },
  { $id: 'NewReservedName', ...strict, description: 'A name, to be kept for the newsroom.' },
)

/** Of bans and names, what may change. */
export const ListedPatch = Type.Object(free, {
  $id: 'ListedPatch',
  ...strict,
  description: 'JSON Merge Patch; another value is another entry.',
})

export const RuleList = listOf(ref(ModerationRule), 'ModerationRuleList', 'A page of rules.')
export const BanList = listOf(ref(Ban), 'BanList', 'A page of bans.')
export const ReservedNameList = listOf(ref(ReservedName), 'ReservedNameList', 'A page of names.')

export const ListedParams = Type.Object({ id: Id })
export const ListedQuery = Type.Object(listQuery, strict)
export type ListedQuery = Static<typeof ListedQuery>

export const listsSchemas: TSchema[] = [
  ModerationRule,
  NewModerationRule,
  ModerationRulePatch,
  Ban,
  NewBan,
  ReservedName,
  NewReservedName,
  ListedPatch,
  RuleList,
  BanList,
  ReservedNameList,
]

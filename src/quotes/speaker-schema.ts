// The wire contract of the people who are quoted.

import { type Static, Type } from 'typebox'
import {
  fieldNames,
  Id,
  listOf,
  listQuery,
  Name,
  nameList,
  nullable,
  oneOf,
  optional,
  ref,
  strict,
  VisibleText,
} from '../http/schema.ts'
import { Quote } from './schema.ts'

const SpeakerLinks = Type.Object(
  {
    self: Type.String({ format: 'uri', description: 'The speaker.' }),
    quotes: Type.String({ format: 'uri', description: 'Everything the speaker said.' }),
  },
  { $id: 'SpeakerLinks', ...strict, description: 'Where to go on from a speaker.' },
)

export const Speaker = Type.Object(
  {
    id: Id,
    name: Name('As the newest quote has it, or as an editor has said.'),
    aliases: Type.Array(Name('Another name.'), {
      description: 'What else articles call the speaker. Readers see the names that published quotes use.',
    }),
    title: nullable(Name('The last one that a published quote names.')),
    organization: nullable(Name('The last one that a published quote names.')),
    quoteCount: Type.Integer({
      minimum: 0,
      description: 'Quotes in published articles, as readers see them.',
    }),
    latestQuoteAt: nullable(
      Type.String({ format: 'instant', description: 'When the newest of them was first found or made.' }),
    ),
    latestQuotes: Type.Optional(
      Type.Array(ref(Quote), {
        description: 'The newest five that the caller may see, newest first; lists leave them out.',
      }),
    ),
    version: Type.Integer({
      minimum: 1,
      description: 'Grows by one with every change; name it in If-Match.',
    }),
    links: ref(SpeakerLinks),
  },
  { $id: 'Speaker', ...strict, description: 'Somebody who is quoted.' },
)
export type Speaker = Static<typeof Speaker>

const { id: _, ...besideId } = Speaker.properties

export const PartialSpeaker = Type.Object(
  { id: Id, ...optional(besideId).properties },
  { $id: 'PartialSpeaker', ...strict, description: 'A speaker, or the fields of it that `fields` names.' },
)
export const SpeakerList = listOf(ref(PartialSpeaker), 'SpeakerList', 'A page of speakers.')

const Fields = (schema: typeof Speaker) =>
  Type.Optional(nameList(fieldNames(schema), 'Only these fields; `id` is always there.'))

export const OneSpeakerQuery = Type.Object({ fields: Fields(Speaker) }, strict)

export const speakerSorts = ['name', '-quoteCount'] as const

export const SpeakerListQuery = Type.Object(
  {
    ...listQuery,
    fields: Fields(Speaker),
    sort: Type.Optional(
      oneOf(speakerSorts, { default: 'name', description: 'By name, or most quoted first.' }),
    ),
    q: Type.Optional(
      VisibleText(200, 'What the name, an alias, or a word of them begins with; case is folded.'),
    ),
    name: Type.Optional(Name('Id, exact name or alias; case is folded.')),
  },
  strict,
)
export type SpeakerListQuery = Static<typeof SpeakerListQuery>

const aliases = nullable(
  Type.Array(Name('Another name.'), {
    maxItems: 200,
    description: 'All of them, in place of those that were there; what quotes use must stay among them.',
  }),
)

export const SpeakerPatch = Type.Object(
  {
    name: Type.Optional(Name('What the speaker is called everywhere but in the article.')),
    aliases: Type.Optional(aliases),
  },
  {
    $id: 'SpeakerPatch',
    ...strict,
    description: 'JSON Merge Patch (RFC 7396). A former name stays an alias unless `aliases` says otherwise.',
  },
)
export type SpeakerPatch = Static<typeof SpeakerPatch>

export const SpeakerMerge = Type.Object(
  {
    speakerIds: Type.Array(Id, {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: 'Who becomes this speaker.',
    }),
  },
  { $id: 'SpeakerMerge', ...strict, description: 'Who is the same person.' },
)

export const SpeakerSplit = Type.Object(
  { alias: Name('The name that is somebody else.') },
  { $id: 'SpeakerSplit', ...strict, description: 'Who is another person.' },
)

export const SpeakerParams = Type.Object({ id: Id })

/** Every schema above that the document names. */
export const speakerSchemas = [
  SpeakerLinks,
  Speaker,
  PartialSpeaker,
  SpeakerList,
  SpeakerPatch,
  SpeakerMerge,
  SpeakerSplit,
]

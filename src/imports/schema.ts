// The wire contract of imports: what is asked, and the report, which the command line prints as well.

import { type Static, Type } from 'typebox'
import { Id, nullable, oneOf, ref, strict, VisibleText } from '../http/schema.ts'
import { importFormats } from './formats.ts'

/** The largest text that a request may bring, or that is read as one story, in bytes. */
export const maxImportBytes = 10 * 1024 * 1024

export const importActions = ['created', 'updated', 'unchanged', 'skipped', 'refused'] as const
export type ImportAction = (typeof importActions)[number]

const Format = oneOf(importFormats, { description: 'The form the text has.' })

export const ImportQuery = Type.Object(
  {
    format: Format,
    dryRun: Type.Optional(
      Type.Boolean({ description: '`true`: report what would be done, and store nothing.' }),
    ),
    publish: Type.Optional(
      Type.Boolean({ description: '`true`: publish at once what is new. Needs `articles:publish`.' }),
    ),
    sourceId: Type.Optional(
      VisibleText(
        200,
        "The sender's own id for the story: the same id again is the same article, whatever its headline. Without one, agency, day of the dateline and headline tell.",
      ),
    ),
  },
  strict,
)

export const ImportProblem = Type.Object(
  {
    line: nullable(
      Type.Integer({ minimum: 1, description: 'Line of the text; null where no line is to blame.' }),
    ),
    code: Type.String({ description: 'Stable, machine-readable.', examples: ['no_headline'] }),
    message: Type.String({ description: 'What was left out, kept or refused, and why.' }),
    pointer: Type.Optional(
      Type.String({ description: 'JSON Pointer (RFC 6901) to the place, in formats that are JSON.' }),
    ),
  },
  { $id: 'ImportProblem', ...strict, description: 'Something of a text that was left out, kept or refused.' },
)
export type ImportProblem = Static<typeof ImportProblem>

const Comments = (description: string) => Type.Integer({ minimum: 0, description })

export const ImportedComments = Type.Object(
  {
    read: Comments('Comments in the text.'),
    created: Comments(
      'Comments that are new: the sum of the next three, and of those that were deleted there.',
    ),
    published: Comments('New ones that readers see.'),
    pending: Comments('New ones that wait for a moderator.'),
    spam: Comments('New ones that were sorted out as spam.'),
    unchanged: Comments('Comments that were imported before.'),
    skipped: Comments('What is no comment, or was in the bin there.'),
    refused: Comments('Comments that could not be taken.'),
  },
  { $id: 'ImportedComments', ...strict, description: 'How many comments met which end.' },
)
export type ImportedComments = Static<typeof ImportedComments>

export const ImportItem = Type.Object(
  {
    source: Type.String({ description: 'Where the story came from: the source id, a file, or the request.' }),
    action: oneOf(importActions, { description: 'What became of it, or would.' }),
    articleId: nullable(Id),
    slug: nullable(Type.String({ description: 'Address of the article; null for what was refused.' })),
    problems: Type.Array(ref(ImportProblem), { description: 'In the order of the text.' }),
    comments: Type.Optional(ref(ImportedComments)),
  },
  { $id: 'ImportItem', ...strict, description: 'What became of one story.' },
)
export type ImportItem = Static<typeof ImportItem>

const Stories = (description: string) => Type.Integer({ minimum: 0, description })

export const ImportReport = Type.Object(
  {
    id: nullable(Id),
    format: Format,
    dryRun: Type.Boolean({ description: 'Whether nothing was stored.' }),
    counts: Type.Object(
      {
        created: Stories('Stories that are new.'),
        updated: Stories('Stories that were revised.'),
        unchanged: Stories('Stories that were there already.'),
        skipped: Stories('What an export holds beside its stories.'),
        refused: Stories('Stories that could not be taken.'),
      },
      { ...strict, description: 'How many stories met which end.' },
    ),
    comments: Type.Optional(ref(ImportedComments)),
    items: Type.Array(ref(ImportItem), { description: 'One for each story, in the order of the text.' }),
  },
  { $id: 'ImportReport', ...strict, description: 'What an import did. A dry run is not kept and has no id.' },
)
export type ImportReport = Static<typeof ImportReport>

export const ImportParams = Type.Object({ id: Id })

export const importSchemas = [ImportProblem, ImportedComments, ImportItem, ImportReport]

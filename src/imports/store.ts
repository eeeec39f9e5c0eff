import { eq } from 'drizzle-orm'
import type { CommentImports } from '../comments/import-session.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { importArchive } from './archive-import.ts'
import { isArchiveFormat, readArchive } from './archive-readers.ts'
import { contractCheck } from './contract.ts'
import { articleFinder } from './finder-store.ts'
import type { ImportFormat } from './formats.ts'
import { identityOf } from './identity.ts'
import { isStoryFormat, readStories } from './readers.ts'
import type { ImportItem, ImportReport } from './schema.ts'
import type { Finding, Story, StoryContent } from './story.ts'
import { type Stored, type StoryDeps, storyStore } from './story-store.ts'
import { commentsOf, countsOf } from './tally.ts'

export type ImportStore = ReturnType<typeof importStore>

export interface ImportDeps extends StoryDeps {
  /** Language of stories whose text does not tell. */
  language: string
  comments: CommentImports
}

/** A text to import, or what kept it from being read. */
export type ImportDocument = { source: string } & (
  | { bytes: Uint8Array }
  | { stream: AsyncIterable<Uint8Array> }
  | { problem: Finding }
)

export interface ImportOptions {
  format: ImportFormat
  dryRun: boolean
  publish: boolean
  sourceId?: string | undefined
  actor: Actor
}

type RunOptions = ImportOptions & { onItem: (item: ImportItem) => void }

/** Imports: texts in any of the formats become articles; what was done is reported, and the report is kept. */
export function importStore(db: Database, { language, comments, ...deps }: ImportDeps) {
  const { imports } = db.tables
  const stories = storyStore(db, deps)
  const check = contractCheck()

  /** Texts in the formats of single stories. Throws `invalid` for one source id on several. */
  async function importText(
    source: string,
    bytes: Uint8Array,
    { onItem, ...options }: RunOptions,
  ): Promise<ImportItem[]> {
    if (!isStoryFormat(options.format))
      throw new Error(`${options.format} is not a format of single stories.`)
    const read = await readStories(options.format, bytes)
    if (read.stories.length === 0) {
      const item = refusedItem(source, read.findings)
      onItem(item)
      return [item]
    }
    refuseSharedId(read.stories, options.sourceId)
    const items: ImportItem[] = []
    for (const [index, story] of read.stories.entries()) {
      const name = read.stories.length === 1 ? source : `${source}#${index + 1}`
      // What is to be told of the whole text is told with its first story.
      const findings = index === 0 ? [...read.findings, ...story.findings] : story.findings
      const item = await importStory(
        name,
        { ...story, findings },
        { ...options, publishedAt: story.publishedAt ?? null },
      )
      items.push(item)
      onItem(item)
    }
    return items
  }

  async function importDocument(document: ImportDocument, options: RunOptions): Promise<ImportItem[]> {
    const { source } = document
    if ('problem' in document) {
      const item = refusedItem(source, [document.problem])
      options.onItem(item)
      return [item]
    }
    const { format, sourceId, publish } = options
    if (!isArchiveFormat(format))
      return importText(source, 'bytes' in document ? document.bytes : await allOf(document.stream), options)
    if (sourceId !== undefined) throw namesOneStory('is an export of a site')
    const archive = readArchive(format, 'bytes' in document ? once(document.bytes) : document.stream)
    return importArchive(source, archive, {
      ...options,
      comments,
      finder: articleFinder(db),
      putStory: (name, story, { mayPublish, ...given }) =>
        importStory(name, story, { ...options, ...given, publish: publish && mayPublish }),
    })
  }

  async function importStory(
    source: string,
    story: Story,
    options: ImportOptions & { publishedAt?: Date | null },
  ): Promise<ImportItem> {
    const { findings } = story
    if (findings.some((finding) => finding.severity === 'error')) return refusedItem(source, findings)
    const article = { ...story.article, language: story.article.language ?? language }
    const checked = check({ ...contentOf(story), article })
    if ('errors' in checked) return refusedItem(source, [...findings, ...checked.errors])
    const identity = identityOf(checked.article, options.sourceId ?? story.sourceId)
    try {
      const stored = await stories.put(checked, { ...options, identity })
      return storedItem(source, stored, findings)
    } catch (err) {
      if (!(err instanceof AppError) || !refusals.has(err.kind)) throw err
      return refusedItem(source, [
        ...findings,
        { line: null, code: err.code, message: err.message, severity: 'error' },
      ])
    }
  }

  return {
    /**
     * Imports the texts in their order, each story in a transaction of its own: a story that is refused leaves the
     * others alone. `onItem` hears of each as it is done. Throws `invalid` for one source id on several stories.
     */
    async run(
      documents: AsyncIterable<ImportDocument> | Iterable<ImportDocument>,
      options: ImportOptions,
      onItem: (item: ImportItem) => void = () => undefined,
    ): Promise<ImportReport> {
      const items: ImportItem[] = []
      for await (const document of documents) {
        items.push(...(await importDocument(document, { ...options, onItem })))
      }
      const { format, dryRun } = options
      const counted = commentsOf(items)
      return {
        id: null,
        format,
        dryRun,
        counts: countsOf(items),
        ...(counted !== undefined && { comments: counted }),
        items,
      }
    },

    /** Keeps a report, so that it can be found by the id it gets. */
    async keep(report: ImportReport, actor: Actor): Promise<ImportReport & { id: string }> {
      const kept = { ...report, id: newId() }
      const { id, format, dryRun } = kept
      const by = actor.keyId ?? actor.name
      await db.write((tx) =>
        tx.insert(imports).values({ id, format, dryRun, actor: by, report: kept, createdAt: deps.now() }),
      )
      return kept
    },

    /** A report that was kept. Throws `not_found`. */
    async find(id: string): Promise<ImportReport> {
      const [row] = await db.read.select({ report: imports.report }).from(imports).where(eq(imports.id, id))
      if (row === undefined) throw new AppError('not_found', 'There is no such import.')
      // `keep` is the only writer of this column.
      return row.report as ImportReport
    },
  }
}

const contentOf = ({ findings: _, sourceId: __, publishedAt: ___, ...content }: Story): StoryContent =>
  content

/** What a single story can be refused for; anything else is the matter of the whole import. */
const refusals = new Set(['unprocessable', 'conflict', 'invalid'])

function refuseSharedId(stories: readonly Story[], sourceId: string | undefined): void {
  if (sourceId === undefined || stories.length === 1) return
  throw namesOneStory(`holds ${stories.length}`)
}

function namesOneStory(what: string): AppError {
  const message = `"sourceId" names one story, and the text ${what}.`
  return new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/sourceId', code: 'invalid', message }],
  })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function allOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const toProblems = (findings: readonly Finding[]): ImportItem['problems'] =>
  findings.map(({ line, code, message, pointer }) => ({
    line,
    code,
    message,
    ...(pointer !== undefined && { pointer }),
  }))

/** Only what refused a story is told of it: what would have been left out of it is of no use any more. */
const refusedItem = (source: string, findings: readonly Finding[]): ImportItem => ({
  source,
  action: 'refused',
  articleId: null,
  slug: null,
  problems: toProblems(findings.filter((finding) => finding.severity === 'error')),
})

const storedItem = (source: string, stored: Stored, findings: readonly Finding[]): ImportItem => ({
  source,
  action: stored.action,
  articleId: stored.articleId,
  slug: stored.slug,
  problems: toProblems([...findings, ...stored.notes]),
})

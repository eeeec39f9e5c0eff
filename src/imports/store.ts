import { eq } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { contractCheck } from './contract.ts'
import { identityOf } from './identity.ts'
import { type ImportFormat, readStories } from './readers.ts'
import type { ImportItem, ImportReport } from './schema.ts'
import type { Finding, Story } from './story.ts'
import { type Stored, type StoryDeps, storyStore } from './story-store.ts'

export type ImportStore = ReturnType<typeof importStore>

export interface ImportDeps extends StoryDeps {
  /** Language of stories whose text does not tell. */
  language: string
}

/** A text to import, or what kept it from being read. */
export type ImportDocument = { source: string } & ({ bytes: Uint8Array } | { problem: Finding })

export interface ImportOptions {
  format: ImportFormat
  dryRun: boolean
  publish: boolean
  sourceId?: string | undefined
  actor: Actor
}

/** Imports: texts in any of the formats become articles; what was done is reported, and the report is kept. */
export function importStore(db: Database, { language, ...deps }: ImportDeps) {
  const { imports } = db.tables
  const stories = storyStore(db, deps)
  const check = contractCheck()

  async function importDocument(document: ImportDocument, options: ImportOptions): Promise<ImportItem[]> {
    const { source } = document
    if ('problem' in document) return [refusedItem(source, [document.problem])]
    const read = readStories(options.format, document.bytes)
    if (read.stories.length === 0) return [refusedItem(source, read.findings)]
    refuseSharedId(read.stories, options.sourceId)
    const items: ImportItem[] = []
    for (const [index, story] of read.stories.entries()) {
      const name = read.stories.length === 1 ? source : `${source}#${index + 1}`
      // What is to be told of the whole text is told with its first story.
      const findings = index === 0 ? [...read.findings, ...story.findings] : story.findings
      items.push(await importStory(name, { ...story, findings }, options))
    }
    return items
  }

  async function importStory(source: string, story: Story, options: ImportOptions): Promise<ImportItem> {
    const { findings } = story
    if (findings.some((finding) => finding.severity === 'error')) return refusedItem(source, findings)
    const article = { ...story.article, language: story.article.language ?? language }
    const checked = check({ article, media: story.media })
    if ('errors' in checked) return refusedItem(source, [...findings, ...checked.errors])
    const identity = identityOf(checked.article, options.sourceId)
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
        for (const item of await importDocument(document, options)) {
          items.push(item)
          onItem(item)
        }
      }
      const { format, dryRun } = options
      return { id: null, format, dryRun, counts: countsOf(items), items }
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

/** What a single story can be refused for; anything else is the matter of the whole import. */
const refusals = new Set(['unprocessable', 'conflict', 'invalid'])

function refuseSharedId(stories: readonly Story[], sourceId: string | undefined): void {
  if (sourceId === undefined || stories.length === 1) return
  const message = `"sourceId" names one story, and the text holds ${stories.length}.`
  throw new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: '/sourceId', code: 'invalid', message }],
  })
}

const toProblems = (findings: readonly Finding[]): ImportItem['problems'] =>
  findings.map(({ line, code, message }) => ({ line, code, message }))

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

const countsOf = (items: readonly ImportItem[]): ImportReport['counts'] => {
  const count = (action: ImportItem['action']) => items.filter((item) => item.action === action).length
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  }
}

import { asc, eq } from 'drizzle-orm'
import { currentDraft, type Draft, toDraft } from '../articles/draft.ts'
import type { ArticleRow, ArticleStore } from '../articles/store.ts'
import type { BareArticle } from '../articles/wire.ts'
import type { Database, Queries } from '../db/database.ts'
import { isUniqueViolation } from '../db/errors.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { changedSince } from '../http/conditional.ts'
import type { MediaCreditStore } from '../media-credits/store.ts'
import type { QuoteStore } from '../quotes/store.ts'
import {
  hashParts,
  type PartName,
  type Parts,
  parseFingerprint,
  revise,
  writeFingerprint,
} from './fingerprint.ts'
import type { ImportFormat } from './formats.ts'
import type { ImportAction } from './schema.ts'
import { notesOf, overNote, stepOf, toNote } from './standing.ts'
import type { Finding, StoryContent, StoryMedia } from './story.ts'

export interface StoryDeps {
  articles: ArticleStore
  mediaCredits: MediaCreditStore
  quotes: QuoteStore
  now: () => Date
}

export interface StoryOptions {
  /** Under which the story's source is known; see `identity.ts`. */
  identity: string
  format: ImportFormat
  dryRun: boolean
  publish: boolean
  /** When readers of another site first saw it. */
  publishedAt?: Date | null | undefined
  actor: Actor
}

export interface Stored {
  action: ImportAction
  /** Null for an article that a dry run would have made. */
  articleId: string | null
  slug: string
  notes: Finding[]
}

interface Known {
  fingerprint: string
  article: BareArticle
  row: ArticleRow
  media: StoryMedia[]
  extensions: Record<string, unknown> | null
}

/** Stores one story as an article with its credits, quotes and source: all of it, or nothing. */
export function storyStore(db: Database, { articles, mediaCredits, quotes, now }: StoryDeps) {
  const { articleSources, articles: articleTable, mediaCredits: creditTable } = db.tables

  /** What an earlier import of the story has left, with the article as it stands now. */
  async function findKnown(identity: string, actor: Actor): Promise<Known | undefined> {
    const [source] = await db.read.select().from(articleSources).where(eq(articleSources.identity, identity))
    if (source === undefined) return undefined
    const view = { actor: withDrafts(actor), now: now() }
    const article = await articles.find(source.articleId, view)
    const row = await articles.findRow(source.articleId, view)
    if (row.version !== article.version) throw changedSince(row.version)
    const { contentHash: fingerprint, extensions } = source
    return { fingerprint, article, row, extensions, media: await mediaOf(db.read, row.id) }
  }

  const mediaOf = (from: Queries, articleId: string): Promise<StoryMedia[]> =>
    from
      .select({
        caption: creditTable.caption,
        creditLine: creditTable.creditLine,
        mediaUrl: creditTable.mediaUrl,
      })
      .from(creditTable)
      .where(eq(creditTable.articleId, articleId))
      .orderBy(asc(creditTable.position), asc(creditTable.id))

  async function create(tx: Queries, story: StoryContent, options: StoryOptions): Promise<Stored> {
    const row = await articles.within.insertArticle(tx, story.article, options.actor)
    await keepDate(tx, row, options)
    const credits = await mediaCredits.within.replaceCredits(tx, row, story.media)
    await placePictures(tx, { row, story, credits }, options.actor)
    // Captions introduce names, so the quotes are read again once they are there.
    await quotes.onBodyChanged(tx, row)
    await tx.insert(articleSources).values({
      identity: options.identity,
      articleId: row.id,
      format: options.format,
      contentHash: fingerprintOf(story),
      importedAt: now(),
      extensions: story.extensions ?? null,
    })
    const { notes } = await bringToStanding(tx, row, { story, options })
    return { action: 'created', articleId: options.dryRun ? null : row.id, slug: row.slug, notes }
  }

  /** A picture's block names its credit, which has an id only now. */
  async function placePictures(
    tx: Queries,
    { row, story, credits }: { row: ArticleRow; story: StoryContent; credits: readonly { id: string }[] },
    actor: Actor,
  ): Promise<void> {
    if (!story.pictures?.length) return
    const blocks = [...(story.article.body?.blocks ?? [])]
    for (const { at, media } of story.pictures) {
      const credit = credits[media]
      if (credit !== undefined) blocks.splice(at, 0, { type: 'image', mediaCreditId: credit.id })
    }
    const draft = toDraft({ ...story.article, body: { blocks } })
    const [current] = await tx.select().from(articleTable).where(eq(articleTable.id, row.id))
    if (current !== undefined)
      await articles.within.patchArticle(tx, current, { draft, deed: { actor, action: 'edited' } })
  }

  /** What was out elsewhere keeps its date: publishing gives one only to what has none. */
  async function keepDate(tx: Queries, { id }: ArticleRow, { publishedAt }: StoryOptions): Promise<void> {
    if (publishedAt === undefined || publishedAt === null || publishedAt > now()) return
    await tx.update(articleTable).set({ publishedAt }).where(eq(articleTable.id, id))
  }

  async function update(
    tx: Queries,
    { story, known }: { story: StoryContent; known: Known },
    options: StoryOptions,
  ): Promise<Stored> {
    const { taken, kept } = revisionOf(story, known)
    const row = taken.every((name) => name === 'extensions')
      ? known.row
      : await takeParts(tx, { story, known, taken }, options.actor)
    const [source] = await tx
      .update(articleSources)
      .set({
        contentHash: fingerprintOf(story),
        importedAt: now(),
        extensions: story.extensions ?? null,
      })
      .where(eq(articleSources.identity, options.identity))
      .returning({ identity: articleSources.identity })
    if (source === undefined) throw changedSince()
    const { isMoved, notes } = await bringToStanding(tx, row, { story, options })
    return {
      action: taken.length > 0 || isMoved ? 'updated' : 'unchanged',
      articleId: row.id,
      slug: row.slug,
      notes: [...kept.map(toKeptNote), ...notes],
    }
  }

  async function takeParts(
    tx: Queries,
    { story, known, taken }: { story: StoryContent; known: Known; taken: PartName[] },
    actor: Actor,
  ): Promise<ArticleRow> {
    const draft = withParts(currentDraft(known.article, known.row), toDraft(story.article), taken)
    const row = await articles.within.patchArticle(tx, known.row, {
      draft,
      deed: { actor, action: 'edited' },
    })
    if (taken.includes('media')) {
      await mediaCredits.within.replaceCredits(tx, row, story.media)
      await quotes.onBodyChanged(tx, row)
    }
    return row
  }

  /** Publishes an article that never was, unless the sender holds it back; takes back one that the sender has killed. */
  async function bringToStanding(
    tx: Queries,
    row: ArticleRow,
    { story: { standing }, options: { publish, actor } }: { story: StoryContent; options: StoryOptions },
  ): Promise<{ isMoved: boolean; notes: Finding[] }> {
    const step = stepOf({ status: row.status, standing, publish, actor })
    if (step === undefined)
      return { isMoved: false, notes: notesOf({ status: row.status, standing, publish }) }
    if (step.action === 'publish' && row.expiresAt !== null && row.expiresAt <= now())
      return { isMoved: false, notes: [overNote(row.expiresAt)] }
    const [current] = await tx.select().from(articleTable).where(eq(articleTable.id, row.id))
    await articles.within.act(tx, current ?? row, { step, actor })
    return { isMoved: true, notes: [] }
  }

  /** Whether an import would leave everything as it is: most do, and none of those needs the writer's lock. */
  const changesNothing = (story: StoryContent, known: Known, { publish }: StoryOptions): boolean =>
    known.fingerprint === fingerprintOf(story) &&
    story.standing !== 'canceled' &&
    !(publish && known.row.status !== 'published')

  async function attempt(story: StoryContent, options: StoryOptions): Promise<Stored> {
    const known = await findKnown(options.identity, options.actor)
    if (known !== undefined && changesNothing(story, known, options)) {
      return { action: 'unchanged', articleId: known.row.id, slug: known.row.slug, notes: [] }
    }
    const write = options.dryRun ? rehearse : db.write
    return write((tx) =>
      known === undefined ? create(tx, story, options) : update(tx, { story, known }, options),
    )
  }

  /** Does the work in a transaction that is then rolled back: what it reports is what would have been done. */
  async function rehearse<T>(work: (tx: Queries) => Promise<T>): Promise<T> {
    const outcomes: T[] = []
    const rehearsed = new Error('This transaction was a rehearsal.')
    try {
      await db.write(async (tx) => {
        outcomes.push(await work(tx))
        throw rehearsed
      })
    } catch (err) {
      if (err !== rehearsed) throw err
    }
    return outcomes.at(-1) as T
  }

  return {
    /**
     * Makes the article, or revises it, or leaves it as it is. Races with other writers are tried again.
     * Throws `unprocessable`, `conflict`; `unavailable` when the database is.
     */
    async put(story: StoryContent, options: StoryOptions): Promise<Stored> {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(story, options)
        } catch (err) {
          if (tries === 30 || !isRace(err)) throw err
        }
      }
    },
  }
}

/** Somebody made the same story, took the same slug, or changed or deleted the article at this very moment. */
const isRace = (err: unknown): boolean =>
  isUniqueViolation(err) || (err instanceof AppError && (err.kind === 'stale' || err.kind === 'not_found'))

/** Whoever may import sees what was imported before, whether it is published or not. */
const withDrafts = (actor: Actor): Actor => ({
  ...actor,
  scopes: new Set([...actor.scopes, 'articles:read'] as const),
})

interface Source {
  draft: Draft
  media: readonly StoryMedia[]
  extensions: Record<string, unknown> | null
}

/** Addresses of pictures count for sources that tell them: where they do not, an editor has set them. */
function partsOf({ draft, media, extensions }: Source, withAddresses: boolean): Parts {
  const { headline, summary, byline, authors, dateline, language, blocks } = draft
  const { provider, section, tags, subjects, embargoUntil, expiresAt } = draft
  return {
    headline,
    summary,
    byline: { byline, authors },
    dateline,
    language,
    body: blocks,
    media: media.map(({ caption, creditLine, mediaUrl = null }) => ({
      caption,
      creditLine,
      ...(withAddresses && { mediaUrl }),
    })),
    provider,
    section,
    topics: { tags, subjects },
    embargo: embargoUntil?.toISOString() ?? null,
    expiry: expiresAt?.toISOString() ?? null,
    extensions,
  }
}

const tellsAddresses = ({ media }: StoryContent) => media.some(({ mediaUrl }) => mediaUrl !== undefined)

const hashesOf = (story: StoryContent) => {
  const { article, media, extensions = null } = story
  return hashParts(partsOf({ draft: toDraft(article), media, extensions }, tellsAddresses(story)))
}
const fingerprintOf = (story: StoryContent): string => writeFingerprint(hashesOf(story))

const revisionOf = (story: StoryContent, { fingerprint, article, row, ...known }: Known) =>
  revise({
    incoming: hashesOf(story),
    last: parseFingerprint(fingerprint),
    current: hashParts(partsOf({ draft: currentDraft(article, row), ...known }, tellsAddresses(story))),
  })

/** The article's own draft with some parts of the imported one. */
function withParts(own: Draft, imported: Draft, taken: readonly PartName[]): Draft {
  const from = (name: PartName) => (taken.includes(name) ? imported : own)
  return {
    ...own,
    headline: from('headline').headline,
    summary: from('summary').summary,
    byline: from('byline').byline,
    authors: from('byline').authors,
    dateline: from('dateline').dateline,
    language: from('language').language,
    blocks: from('body').blocks,
    provider: from('provider').provider,
    section: from('section').section,
    tags: from('topics').tags,
    subjects: from('topics').subjects,
    embargoUntil: from('embargo').embargoUntil,
    expiresAt: from('expiry').expiresAt,
  }
}

const toKeptNote = (name: PartName): Finding =>
  toNote('edit_kept', `The source has a new ${name}, but an editor has changed it here: the editor's stays.`)

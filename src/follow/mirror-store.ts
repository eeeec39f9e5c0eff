import { and, asc, eq, inArray, isNull, like } from 'drizzle-orm'
import { toDraft } from '../articles/draft.ts'
import type { ArticleRow, ArticleStore } from '../articles/store.ts'
import { toCorrection } from '../articles/wire.ts'
import { chunks } from '../db/chunks.ts'
import type { Database, Queries } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import type { MediaCreditStore } from '../media-credits/store.ts'
import { quoteMirror } from '../quotes/mirror-store.ts'
import { blocksOf, type Gone, hashOf, type Remote, toCredit, toNewArticle } from './mirrored.ts'

export type MirrorStore = ReturnType<typeof mirrorStore>

interface Deps {
  articles: ArticleStore
  mediaCredits: MediaCreditStore
  now: () => Date
  actor: Actor
}

export type Outcome = 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'removed'

/** What is to be as it is at the source, and how far the source was read with it. */
export interface Batch {
  present: readonly Remote[]
  /** What the source's readers see no longer. */
  gone: readonly Gone[]
  /** Where the source was read from, and to; both stand still while everything is read anew. */
  from: number | null
  to: number | null
}

/** Copies of another site's articles, known by their source, and how far that was read; all of a batch, or nothing. */
export function mirrorStore(db: Database, source: string, { articles, mediaCredits, now, actor }: Deps) {
  const { articles: table, articleSources, corrections, followedSources } = db.tables
  const mirrorQuotes = quoteMirror(db, now)
  const identityOf = (id: string) => `${prefix}${id}`
  const prefix = `follow:${source}#`

  async function findCopy(tx: Queries, id: string) {
    const [found] = await tx
      .select({ row: table, hash: articleSources.contentHash })
      .from(articleSources)
      .innerJoin(table, eq(table.id, articleSources.articleId))
      .where(eq(articleSources.identity, identityOf(id)))
    return found
  }

  const isFree = async (tx: Queries, slug: string): Promise<boolean> =>
    (await tx.select({ id: table.id }).from(table).where(eq(table.slug, slug))).length === 0

  const reread = async (tx: Queries, id: string): Promise<ArticleRow> => {
    const [row] = await tx.select().from(table).where(eq(table.id, id))
    if (row === undefined) throw new Error('A copy went while it was written.')
    return row
  }

  async function create(tx: Queries, remote: Remote): Promise<Outcome> {
    const slug = (await isFree(tx, remote.slug)) ? { slug: remote.slug } : {}
    const made = await articles.within.insertArticle(
      tx,
      { ...toNewArticle(remote, blocksOf(remote, new Map())), ...slug },
      actor,
    )
    await copyInstant(tx, made, remote)
    await copyCorrections(tx, made, remote)
    const origin = { identity: identityOf(remote.id), articleId: made.id, format: 'follow' }
    await tx.insert(articleSources).values({ ...origin, contentHash: hashOf(remote), importedAt: now() })
    const hasPictures = remote.body.blocks.some((block) => block.type === 'image')
    const copies = await copyCredits(tx, made, remote)
    if (hasPictures) await write(tx, await reread(tx, made.id), { remote, copies })
    const row = await reread(tx, made.id)
    await mirrorQuotes(tx, row, remote.quotes)
    await articles.within.act(tx, await reread(tx, made.id), { step: { action: 'publish' }, actor })
    return 'created'
  }

  async function update(
    tx: Queries,
    found: { row: ArticleRow; hash: string },
    remote: Remote,
  ): Promise<Outcome> {
    const hash = hashOf(remote)
    if (found.hash === hash) return 'unchanged'
    const copies = await copyCredits(tx, found.row, remote)
    const row = await write(tx, await reread(tx, found.row.id), { remote, copies })
    await mirrorQuotes(tx, row, remote.quotes)
    await tx
      .update(articleSources)
      .set({ contentHash: hash, importedAt: now() })
      .where(eq(articleSources.identity, identityOf(remote.id)))
    return 'updated'
  }

  /** When it went out first, which is no word of it and no part of a draft. */
  async function copyInstant(tx: Queries, { id }: ArticleRow, { publishedAt }: Remote): Promise<void> {
    if (publishedAt === null) return
    await tx
      .update(table)
      .set({ publishedAt: new Date(publishedAt) })
      .where(eq(table.id, id))
  }

  /** The source's notes on what it changed, with their instants; whether one is among them that was not here. */
  async function copyCorrections(
    tx: Queries,
    { id: articleId }: ArticleRow,
    { corrections: wanted }: Remote,
  ): Promise<boolean> {
    const rows = await tx
      .select()
      .from(corrections)
      .where(eq(corrections.articleId, articleId))
      .orderBy(asc(corrections.createdAt), asc(corrections.id))
    const here = new Set(rows.map((row) => JSON.stringify(toCorrection(row))))
    const isSame = wanted.length === rows.length && wanted.every((note) => here.has(noteKey(note)))
    if (isSame) return false
    await tx.delete(corrections).where(eq(corrections.articleId, articleId))
    const notes = wanted.map(({ kind, text, createdAt }) => {
      return { id: newId(), articleId, kind, text, createdAt: new Date(createdAt) }
    })
    if (notes.length > 0) await tx.insert(corrections).values(notes)
    return wanted.some((note) => !here.has(noteKey(note)))
  }

  /** The ids here of the source's credits, by theirs. */
  async function copyCredits(tx: Queries, { id }: ArticleRow, { mediaCredits: credits }: Remote) {
    const rows = await mediaCredits.within.replaceCredits(tx, { id }, credits.map(toCredit))
    return new Map(credits.map((credit, i) => [credit.id, rows[i]?.id ?? '']))
  }

  /** The source's words, notes and embargo; whether it is shown here, and takes comments, is decided here. */
  async function write(
    tx: Queries,
    row: ArticleRow,
    { remote, copies }: { remote: Remote; copies: ReadonlyMap<string, string> },
  ): Promise<ArticleRow> {
    const { commentsOpen, commentSettings } = row
    const taken = toDraft(toNewArticle(remote, blocksOf(remote, copies)))
    const slug = remote.slug === row.slug || !(await isFree(tx, remote.slug)) ? row.slug : remote.slug
    await copyInstant(tx, row, remote)
    const isCorrected = await copyCorrections(tx, row, remote)
    return articles.within.patchArticle(tx, row, {
      draft: { ...taken, commentsOpen, commentSettings },
      slug,
      deed: { actor, action: isCorrected ? 'corrected' : 'edited' },
    })
  }

  /** A slug that another copy had when this one was written, and has given away since. */
  async function settleSlug(tx: Queries, remote: Remote): Promise<void> {
    const copy = await findCopy(tx, remote.id)
    if (copy === undefined || copy.row.slug === remote.slug || !(await isFree(tx, remote.slug))) return
    const copies = await copyCredits(tx, copy.row, remote)
    const row = await write(tx, await reread(tx, copy.row.id), { remote, copies })
    await mirrorQuotes(tx, row, remote.quotes)
  }

  async function put(tx: Queries, remote: Remote): Promise<Outcome> {
    const found = await findCopy(tx, remote.id)
    return found === undefined ? create(tx, remote) : update(tx, found, remote)
  }

  /** What readers here never saw, or is gone there without a word, goes without one. What was killed leaves the same tombstone. */
  async function remove(tx: Queries, { id, tombstone }: Gone): Promise<Outcome | undefined> {
    const row = (await findCopy(tx, id))?.row
    if (row === undefined) return undefined
    if (tombstone === undefined || row.shownAt === null) {
      await articles.within.removeArticle(tx, row)
      return 'removed'
    }
    if (row.status === 'withdrawn') return 'unchanged'
    const { reason, withdrawnAt } = tombstone
    const { id: here } = await articles.within.act(tx, row, { step: { action: 'withdraw', reason }, actor })
    await tx
      .update(table)
      .set({ withdrawnAt: new Date(withdrawnAt) })
      .where(eq(table.id, here))
    return 'withdrawn'
  }

  async function move(tx: Queries, { from, to }: Batch): Promise<void> {
    const { url, position } = followedSources
    const set = {
      position: to,
      state: to === null ? ('reading' as const) : ('following' as const),
      updatedAt: now(),
    }
    const here = and(eq(url, source), from === null ? isNull(position) : eq(position, from))
    const [moved] = await tx.update(followedSources).set(set).where(here).returning({ url })
    if (moved === undefined)
      throw new AppError('conflict', 'Another process follows this source into the same database.')
  }

  return {
    /** Up to where the source was read; null where it is to be read from the beginning. */
    async position(): Promise<number | null> {
      const { position } = followedSources
      const [known] = await db.read
        .select({ position })
        .from(followedSources)
        .where(eq(followedSources.url, source))
      if (known !== undefined) return known.position
      const row = { url: source, position: null, state: 'reading' as const, updatedAt: now() }
      await db.write((tx) => tx.insert(followedSources).values(row).onConflictDoNothing())
      return null
    },

    /** Makes everything be read anew. */
    restart: (from: number): Promise<void> =>
      db.write((tx) => move(tx, { present: [], gone: [], from, to: null })),

    /** All of a batch, and that it was read. Throws `unprocessable` and `conflict` for an article that cannot be stored here. */
    put: (batch: Batch): Promise<Outcome[]> =>
      db.write(async (tx) => {
        const done: (Outcome | undefined)[] = []
        for (const gone of batch.gone) done.push(await remove(tx, gone))
        for (const remote of batch.present) done.push(await put(tx, remote))
        for (const remote of batch.present) await settleSlug(tx, remote)
        await move(tx, batch)
        return done.flatMap((outcome) => outcome ?? [])
      }),

    /** Those of these ids at the source of which there is a copy here. */
    async copiesAmong(ids: readonly string[]): Promise<string[]> {
      const { identity } = articleSources
      const found: string[] = []
      for (const some of chunks(ids)) {
        const isAmong = inArray(identity, some.map(identityOf))
        const rows = await db.read.select({ identity }).from(articleSources).where(isAmong)
        found.push(...rows.map((row) => row.identity.slice(prefix.length)))
      }
      return found
    },

    /** Ids at the source of everything that is mirrored here. */
    async copies(): Promise<string[]> {
      const { identity } = articleSources
      const rows = await db.read.select({ identity }).from(articleSources).where(like(identity, 'follow:%'))
      return rows.flatMap((row) =>
        row.identity.startsWith(prefix) ? [row.identity.slice(prefix.length)] : [],
      )
    },
  }
}

const noteKey = ({ kind, text, createdAt }: Remote['corrections'][number]): string =>
  JSON.stringify({ kind, text, createdAt })

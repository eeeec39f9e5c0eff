import { asc, eq, getTableColumns, gt } from 'drizzle-orm'
import { bytesOf } from '../db/bytes.ts'
import type { Database, Queries } from '../db/database.ts'
import { placeholder, prepareAmong, within } from '../db/prepare.ts'
import { anonymous } from '../http/actor.ts'
import { isUuid } from '../http/formats.ts'
import { workOff } from './backlog-store.ts'
import { articleParts } from './parts-store.ts'
import { present, type RelatedReaders } from './present.ts'
import { isPublicArticle } from './published.ts'
import { type Rendition, renditionForm, type ShownArticle, toRendition } from './rendition.ts'
import { type Addresses, toArticle } from './wire.ts'

/** Rewrites what readers are shown of an article; part of every transaction that changes it. Throws nothing of its own. */
export type RewriteRendition = (tx: Queries, articleId: string) => Promise<void>

type EmbeddedCredits = Pick<RelatedReaders, 'leadMedia' | 'pictures' | 'withheld' | 'mediaCredits'>

export interface RenditionDeps {
  now: () => Date
  /** The readers of what hangs on articles, on this database. */
  relatedOn: (db: Database) => EmbeddedCredits
}

/** Addresses are no part of what is stored. */
const nowhere: Addresses = { link: (path) => path, articleUrl: undefined }

const lookedAtOnce = 500

/** Writing renditions: with each change, and those that a version without them, or with another form of them, has left. */
export function renditionWrites(db: Database, { now, relatedOn }: RenditionDeps) {
  const { articles, articleRenditions } = db.tables

  const rewrite: RewriteRendition = async (tx, articleId) => {
    const view = { actor: anonymous, now: now() }
    const [row] = await tx.select().from(articles).where(eq(articles.id, articleId))
    await tx.delete(articleRenditions).where(eq(articleRenditions.articleId, articleId))
    if (row === undefined || !row.announced || !isPublicArticle(row, view.now)) return
    const own = within(db, tx)
    const parts = await articleParts(own)([articleId])
    const article = toArticle(row, parts(articleId), nowhere)
    const [shown] = await present([article], { include: ['mediaCredits'] }, { view, related: relatedOn(own) })
    // Everything was asked for: `present` gives the whole article, with its credits.
    await tx.insert(articleRenditions).values(toRendition(shown as ShownArticle, row.canonicalUrl))
  }

  /** The next articles by id, each with whether its rendition is of another form, or not there. */
  const next = async (after: string) => {
    const rows = await db.read
      .select({ id: articles.id, form: articleRenditions.form })
      .from(articles)
      .leftJoin(articleRenditions, eq(articleRenditions.articleId, articles.id))
      .where(gt(articles.id, after))
      .orderBy(asc(articles.id))
      .limit(lookedAtOnce)
    return rows.map(({ id, form }) => ({ id, isMissing: form !== renditionForm }))
  }

  return {
    rewrite,

    /** Writes what is missing, a few articles at a time, once for each form. */
    writeMissing: (): Promise<void> =>
      workOff(db, { name: 'renditions', form: renditionForm, next, write: rewrite }),
  }
}

/** Reading renditions; what has none that is right now is undefined, and is to be put together from its rows. */
export function renditionReads(db: Database) {
  const { articles, articleRenditions } = db.tables
  const { body, head, mediaCredits, ...rest } = getTableColumns(articleRenditions)
  const columns = {
    ...rest,
    head: bytesOf(db, head),
    mediaCredits: bytesOf(db, mediaCredits),
    commentCount: articles.commentCount,
  }
  const by = (name: string, column: typeof articleRenditions.articleId | typeof articleRenditions.slug) =>
    db.prepare(`rendition_by_${name}`, (read) =>
      read
        .select({ ...columns, body: bytesOf(db, body) })
        .from(articleRenditions)
        .innerJoin(articles, eq(articles.id, articleRenditions.articleId))
        .where(eq(column, placeholder(column, 'ref'))),
    )
  const byId = by('id', articleRenditions.articleId)
  const bySlug = by('slug', articleRenditions.slug)
  const among = prepareAmong(db, 'renditions', (read, isAmong) =>
    read
      .select(columns)
      .from(articleRenditions)
      .innerJoin(articles, eq(articles.id, articleRenditions.articleId))
      .where(isAmong(articleRenditions.articleId)),
  )
  const isRight = ({ form, validUntil }: Rendition, now: Date) =>
    form === renditionForm && (validUntil === null || validUntil > now)

  return {
    /** One, by id or slug. */
    async find(ref: string, now: Date): Promise<Rendition | undefined> {
      const [row] = await (isUuid(ref) ? byId({ ref }) : bySlug({ ref }))
      return row !== undefined && isRight(row, now) ? row : undefined
    },

    /** Those of all these articles, in this order, without bodies. */
    async list(ids: readonly string[], now: Date): Promise<Rendition[] | undefined> {
      if (ids.length === 0) return []
      const byArticle = new Map((await among(ids)).map((row) => [row.articleId, row]))
      const found = ids.flatMap((id) => {
        const row = byArticle.get(id)
        return row !== undefined && isRight(row, now) ? [row] : []
      })
      return found.length === ids.length ? found : undefined
    },
  }
}

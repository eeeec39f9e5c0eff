import { and, asc, count, countDistinct, eq, exists, gt, inArray, max, notInArray, sql } from 'drizzle-orm'
import { publishedFor, type View } from '../articles/published.ts'
import { chunks } from '../db/chunks.ts'
import type { Database } from '../db/database.ts'
import type { Cursors } from '../http/cursor.ts'
import type { Page } from '../http/schema.ts'
import { nameIn } from './name-in.ts'
import type { SubjectListQuery, SubjectTerm } from './schema.ts'
import type { Concept } from './vocabulary.ts'

export type SubjectStore = ReturnType<typeof subjectStore>

/** The loaded vocabulary of subjects, together with what articles are about that is not in it. */
export function subjectStore({ tables, read, write }: Database, cursors: Cursors) {
  const { articles, articleSubjects, subjects } = tables
  const list = 'subjects'

  const isSeen = (view: View) =>
    exists(
      read
        .select({ one: sql`1` })
        .from(articles)
        .where(and(eq(articles.id, articleSubjects.articleId), publishedFor(tables, view))),
    )

  const loaded = (after: string | undefined, limit: number) =>
    read
      .select()
      .from(subjects)
      .where(after === undefined ? undefined : gt(subjects.key, after))
      .orderBy(asc(subjects.key))
      .limit(limit)

  const used = (after: string | undefined, { limit, view }: { limit: number; view: View }) =>
    read
      .select({
        key: articleSubjects.subjectKey,
        id: max(articleSubjects.articleId),
        articleCount: countDistinct(articleSubjects.articleId),
      })
      .from(articleSubjects)
      .where(and(isSeen(view), after === undefined ? undefined : gt(articleSubjects.subjectKey, after)))
      .groupBy(articleSubjects.subjectKey)
      .orderBy(asc(articleSubjects.subjectKey))
      .limit(limit)

  /** Subjects as the newest article that is about them has them, by key. */
  async function asWritten(rows: { key: string; id: string | null }[]) {
    if (rows.length === 0) return new Map<string, typeof articleSubjects.$inferSelect>()
    const newest = new Map(rows.map(({ key, id }) => [key, id]))
    const found = await read
      .select()
      .from(articleSubjects)
      .where(
        and(
          inArray(articleSubjects.subjectKey, [...newest.keys()]),
          inArray(
            articleSubjects.articleId,
            rows.flatMap(({ id }) => id ?? []),
          ),
        ),
      )
    return new Map(
      found.filter((row) => newest.get(row.subjectKey) === row.articleId).map((row) => [row.subjectKey, row]),
    )
  }

  async function countAll(view: View): Promise<number> {
    const [vocabulary] = await read.select({ total: count() }).from(subjects)
    const known = read.select({ key: subjects.key }).from(subjects)
    const [others] = await read
      .select({ total: countDistinct(articleSubjects.subjectKey) })
      .from(articleSubjects)
      .where(and(isSeen(view), notInArray(articleSubjects.subjectKey, known)))
    return (vocabulary?.total ?? 0) + (others?.total ?? 0)
  }

  return {
    /** A page of subjects, by key. Throws `invalid` for a cursor of another list. */
    async list(
      { limit = 20, cursor, count, language }: SubjectListQuery,
      view: View,
    ): Promise<{ data: SubjectTerm[]; page: Page }> {
      const after = cursor === undefined ? undefined : String(cursors.read(list, cursor)[0])
      const vocabulary = await loaded(after, limit + 1)
      const inUse = await used(after, { limit: limit + 1, view })
      const known = new Map(vocabulary.map((row) => [row.key, row]))
      const counts = new Map(inUse.map((row) => [row.key, row]))
      // Each list alone holds whatever of it can be among the first of both.
      const keys = [...new Set([...known.keys(), ...counts.keys()])].sort(byCodePoint)
      const shown = keys.slice(0, limit)
      const written = await asWritten(inUse.filter(({ key }) => !known.has(key) && shown.includes(key)))
      const data = shown.map((key): SubjectTerm => {
        const concept = known.get(key)
        const articleCount = counts.get(key)?.articleCount ?? 0
        if (concept !== undefined) {
          const { qcode, uri, broader, names } = concept
          return { qcode, uri, ...nameIn(names, language), broader, articleCount }
        }
        const { name = key, qcode = null, uri = null } = written.get(key) ?? {}
        return { qcode, uri, name, language: null, broader: [], articleCount }
      })
      const next = keys.length > limit ? cursors.write(list, [shown.at(-1) ?? '']) : null
      const total = count === 'exact' ? { total: await countAll(view) } : {}
      return { data, page: { limit, next, ...total } }
    },

    /** Loads concepts, in one transaction; those that are there already are replaced. */
    async load(concepts: readonly Concept[]): Promise<void> {
      await write(async (tx) => {
        for (const chunk of chunks(concepts)) {
          const { qcode, uri, names, broader } = subjects
          const given = (column: { name: string }) => sql.raw(`excluded."${column.name}"`)
          await tx
            .insert(subjects)
            .values([...chunk])
            .onConflictDoUpdate({
              target: subjects.key,
              set: {
                qcode: given(qcode),
                uri: given(uri),
                names: given(names),
                broader: given(broader),
              },
            })
        }
      })
    },
  }
}

/** As both databases sort keys; JavaScript alone compares UTF-16 units. */
const byCodePoint = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))

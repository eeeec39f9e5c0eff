import { asc } from 'drizzle-orm'
import type { Database } from '../db/database.ts'
import { groupBy } from '../db/group-by.ts'
import { prepareAmong } from '../db/prepare.ts'
import { type ArticleParts, toCorrection } from './wire.ts'

/** Authors, tags, subjects and corrections of some articles, by id: one prepared statement each. */
export function articleParts(db: Database) {
  const { articleAuthors, articleTags, articleSubjects, corrections } = db.tables
  const authorsOf = prepareAmong(db, 'article_authors', (read, isAmong) =>
    read
      .select()
      .from(articleAuthors)
      .where(isAmong(articleAuthors.articleId))
      .orderBy(asc(articleAuthors.position)),
  )
  const tagsOf = prepareAmong(db, 'article_tags', (read, isAmong) =>
    read
      .select({ articleId: articleTags.articleId, name: articleTags.name })
      .from(articleTags)
      .where(isAmong(articleTags.articleId))
      .orderBy(asc(articleTags.position)),
  )
  const subjectsOf = prepareAmong(db, 'article_subjects', (read, isAmong) =>
    read
      .select()
      .from(articleSubjects)
      .where(isAmong(articleSubjects.articleId))
      .orderBy(asc(articleSubjects.position)),
  )
  const correctionsOf = prepareAmong(db, 'article_corrections', (read, isAmong) =>
    read
      .select()
      .from(corrections)
      .where(isAmong(corrections.articleId))
      .orderBy(asc(corrections.createdAt), asc(corrections.id)),
  )

  return async (ids: readonly string[]): Promise<(id: string) => ArticleParts> => {
    const [authors, tags, subjects, corrected] = await Promise.all([
      authorsOf(ids),
      tagsOf(ids),
      subjectsOf(ids),
      correctionsOf(ids),
    ])
    const ofArticle = (row: { articleId: string }) => row.articleId
    const groups = {
      authors: groupBy(authors, ofArticle),
      tags: groupBy(tags, ofArticle),
      subjects: groupBy(subjects, ofArticle),
      corrections: groupBy(corrected, ofArticle),
    }
    return (id) => ({
      authors: groups.authors(id).map(({ name, title, organization }) => ({ name, title, organization })),
      tags: groups.tags(id).map((tag) => tag.name),
      subjects: groups.subjects(id).map(({ name, qcode, uri }) => ({ name, qcode, uri })),
      corrections: groups.corrections(id).map(toCorrection),
    })
  }
}

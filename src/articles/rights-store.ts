import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Queries } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { requireInstantWithinRights } from './rights.ts'

/**
 * For an article that this transaction has written, so that nobody else writes its credits meanwhile.
 * Throws `unprocessable` where the rights of one end before the article comes out.
 */
export async function requireRightsUntil(
  tx: Queries,
  { mediaCredits }: Tables,
  { articleId, publishAt }: { articleId: string; publishAt: Date },
): Promise<void> {
  const { id, creditLine, rightsExpireAt } = mediaCredits
  const credits = await tx
    .select({ id, creditLine, rightsExpireAt })
    .from(mediaCredits)
    .where(and(eq(mediaCredits.articleId, articleId), isNotNull(rightsExpireAt)))
    .orderBy(asc(mediaCredits.position), asc(id))
  requireInstantWithinRights(publishAt, credits)
}

import type { CommentSettings } from './settings.ts'

const day = 24 * 60 * 60 * 1000

/** Whether an article takes no new comments, by its own word, by the settings, or by its age. */
export function isClosed(
  article: { commentsOpen: boolean; publishedAt: Date | null },
  { mode, closeAfterDays }: CommentSettings,
  at: Date,
): boolean {
  const opened = (article.publishedAt ?? at).getTime()
  const isOver = closeAfterDays !== null && at.getTime() >= opened + closeAfterDays * day
  return !article.commentsOpen || mode === 'closed' || isOver
}

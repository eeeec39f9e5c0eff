// A comment in the words of the spam service's form, which is WordPress's own.

import type { SpamSubmission } from '../db/schema.ts'
import type { Submission } from './submission.ts'

interface Site {
  home: () => string
  permalink: (article: { id: string; slug: string }, commentId: string) => string
}

/** The fields of a question; the same are sent back when the verdict was wrong. */
export function toSpamSubmission(
  submission: Submission,
  { home, permalink }: Site,
  at: Date,
): SpamSubmission {
  const { article, id, sender, name, email, url, source, answeredId, isEdit } = submission
  return {
    blog: home(),
    blog_charset: 'UTF-8',
    user_ip: sender.ip,
    user_agent: sender.userAgent ?? '',
    referrer: sender.referrer ?? '',
    permalink: permalink(article, id).split('#', 1)[0] ?? '',
    comment_type: answeredId === null ? 'comment' : 'reply',
    comment_author: name,
    ...(email !== undefined && { comment_author_email: email }),
    ...(url !== null && { comment_author_url: url }),
    comment_content: source,
    comment_date_gmt: at.toISOString(),
    ...(article.publishedAt !== null && { comment_post_modified_gmt: article.publishedAt.toISOString() }),
    ...(isEdit && { recheck_reason: 'edit' }),
  }
}

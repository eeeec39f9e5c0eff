// A comment of a WordPress export in the words of ours. Its text is HTML there, cleaned by WordPress or not; it becomes what a reader
// could have written here.

import type { ImportNote } from '../comments/incoming.ts'
import type { CommentStatus } from '../db/schema.ts'
import { toMarkdown } from '../formats/html-fragment/markdown.ts'
import { readHtml, textIn } from '../formats/html-fragment/tree.ts'
import type { WxrComment } from '../formats/wxr/model.ts'
import { parseWordPressDate } from '../formats/wxr/read.ts'
import type { ArchiveComment } from './archive.ts'
import type { Finding } from './story.ts'

interface Under {
  of: string
  site: string
  publishedAt: Date | null
}

const statuses: Record<string, CommentStatus> = {
  '1': 'published',
  approve: 'published',
  approved: 'published',
  '0': 'pending',
  hold: 'pending',
  spam: 'spam',
}
const binned = new Set(['trash', 'post-trashed'])

export function toWxrComment(comment: WxrComment, { of, site, publishedAt }: Under): ArchiveComment {
  const { line, id, parent, approved } = comment
  const leftOut = reasonToLeaveOut(comment)
  if (leftOut !== undefined) return { of, line, leftOut }
  const { createdAt, notes } = datesOf(comment, publishedAt)
  const status = statuses[approved]
  if (status === undefined)
    notes.push({
      line,
      code: 'unknown_status',
      message: `Its status "${approved}" is not known: it waits for a moderator.`,
    })
  return {
    of,
    line,
    comment: {
      line,
      externalId: `${site}:${id}`,
      parentExternalId: parent === '' || parent === '0' ? null : `${site}:${parent}`,
      status: status ?? 'pending',
      authorName: textIn(readHtml(comment.author)).trim(),
      authorEmail: comment.email || null,
      authorUrl: comment.url || null,
      ip: comment.ip || null,
      isStaff: false,
      body: toMarkdown(readHtml(comment.content), { lineBreaks: 'shown' }),
      createdAt,
      editedAt: null,
      notes,
    },
  }
}

function reasonToLeaveOut({ id, type, approved, line }: WxrComment): Finding | undefined {
  const note = (code: string, message: string): Finding => ({ line, code, message, severity: 'note' })
  if (type !== '' && type !== 'comment')
    return note('not_a_comment', `A ${type} is no comment: it was left out.`)
  if (binned.has(approved)) return note('in_bin', 'It is in the bin there: it was left out.')
  if (id === '')
    return {
      line,
      code: 'no_id',
      message: 'It has no id, so it could not be told from others.',
      severity: 'error',
    }
  return undefined
}

function datesOf(
  { line, date, dateGmt }: WxrComment,
  publishedAt: Date | null,
): { createdAt: Date | null; notes: ImportNote[] } {
  const exact = parseWordPressDate(dateGmt)
  if (exact !== null) return { createdAt: exact, notes: [] }
  const problem = (message: string): ImportNote[] => [
    { line, code: 'bad_date', message: `Its date "${dateGmt}" is none; ${message}` },
  ]
  const local = parseWordPressDate(date)
  if (local !== null)
    return {
      createdAt: local,
      notes: problem(`it was taken from "${date}", the clock of the site, as if that were UTC.`),
    }
  if (publishedAt !== null)
    return { createdAt: publishedAt, notes: problem('it was given the date of its article.') }
  return { createdAt: null, notes: problem('it was given the present instant.') }
}

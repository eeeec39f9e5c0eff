// A Disqus export in the words of our comments. It holds no articles, only which page each thread stood under; a thread that nobody
// wrote in is none.

import type { CommentStatus } from '../db/schema.ts'
import { type DisqusPost, type DisqusThread, readDisqus } from '../formats/disqus/read.ts'
import { toMarkdown } from '../formats/html-fragment/markdown.ts'
import { readHtml, textIn } from '../formats/html-fragment/tree.ts'
import { isSlug, isUuid, isWebUrl } from '../http/formats.ts'
import { isInstant } from '../text/instant.ts'
import type { Archive, ArchiveArticle, ArchiveComment, ArchivePiece } from './archive.ts'
import { siteKey } from './site-key.ts'
import type { Finding } from './story.ts'

/** Reads an export as it comes. */
export const readDisqusArchive = (source: AsyncIterable<Uint8Array>): Archive => ({
  system: 'disqus',
  pieces: piecesOf(source),
})

async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivePiece> {
  const threads = new Map<string, DisqusThread>()
  const opened = new Set<string>()
  for await (const piece of readDisqus(source)) {
    if ('problem' in piece) yield { kind: 'problem', problem: { ...piece.problem, severity: 'error' } }
    else if ('thread' in piece) threads.set(piece.thread.id, piece.thread)
    else {
      const { thread, line } = piece.post
      if (!opened.has(thread))
        yield { kind: 'article', article: toArticle(threads.get(thread), { id: thread, line }) }
      opened.add(thread)
      yield { kind: 'comment', comment: toComment(piece.post) }
    }
  }
}

function toArticle(
  thread: DisqusThread | undefined,
  { id, line }: { id: string; line: number },
): ArchiveArticle {
  const { identifier = '', link = '', title = '' } = thread ?? {}
  return {
    key: id,
    name: textIn(readHtml(title)).trim() || link || identifier || `thread ${id}`,
    line: thread?.line ?? line,
    sourceId: sourceIdIn(identifier),
    site: '',
    slug: isSlug(identifier) || isUuid(identifier) ? identifier : undefined,
    urls: [link, identifier].filter(isWebUrl),
    story: undefined,
    publishedAt: null,
    mayPublish: false,
    ...(thread?.isDeleted === true && { leftOut: deletedThread(thread.line) }),
  }
}

const deletedThread = (line: number): Finding => ({
  line,
  code: 'thread_deleted',
  message: 'The thread was deleted there: it was left out.',
  severity: 'note',
})

/** WordPress tells Disqus the number and the permanent address of a post: `12 https://site.example/?p=12`. */
function sourceIdIn(identifier: string): string | undefined {
  const [, id, url = ''] = /^(\d{1,20}) (https?:\S+)$/.exec(identifier) ?? []
  if (id !== undefined) return `wordpress:${siteKey(url)}:${id}`
  return identifier === '' ? undefined : identifier
}

function toComment(post: DisqusPost): ArchiveComment {
  const { line, id, thread, parent, createdAt, author } = post
  const problem = (code: string, message: string) => ({ line, code, message })
  if (id === '') {
    const noId = problem('no_id', 'It has no id, so it could not be told from others.')
    return { of: thread, line, leftOut: { ...noId, severity: 'error' } }
  }
  const at = isInstant(createdAt) ? new Date(createdAt) : null
  return {
    of: thread,
    line,
    comment: {
      line,
      externalId: id,
      parentExternalId: parent === '' ? null : parent,
      status: statusOf(post),
      authorName: textIn(readHtml(author)).trim(),
      authorEmail: post.email || null,
      authorUrl: null,
      ip: post.ip || null,
      isStaff: false,
      body: toMarkdown(readHtml(post.message), { lineBreaks: 'blank' }),
      createdAt: at,
      editedAt: null,
      notes:
        at === null
          ? [problem('bad_date', `Its date "${createdAt}" is none; it was given the present instant.`)]
          : [],
    },
  }
}

/** One that was deleted keeps its place, empty, for those that answered it. */
function statusOf({ isDeleted, isSpam, isApproved }: DisqusPost): CommentStatus {
  if (isDeleted) return 'deleted'
  if (isSpam) return 'spam'
  return isApproved ? 'published' : 'pending'
}

// A WordPress export (WXR 1.2) of everything, for whoever moves on: each article an item with its comments under it. WordPress numbers
// articles and comments, so the numbers are those of the file.

import { wxrChannel, wxrItem } from '../formats/wxr/write.ts'
import type { Actor } from '../http/actor.ts'
import type { ExportedArticle, ExportedComment, ExportStore } from './export-store.ts'

interface Site {
  name: string
  url: string
  language: string
  /** The address readers know an article by. */
  pageOf: (article: { id: string; slug: string }) => string
}

/** The text of the file in pieces, as they are read. */
export async function* wxrLines(
  store: ExportStore,
  { site, actor }: { site: Site; actor: Actor },
): AsyncGenerator<string> {
  const { start, end } = wxrChannel(site)
  yield start
  let number = 0
  let commentNumber = 0
  for await (const exported of store.articles(actor)) {
    const numbers = new Map<string, number>()
    const list: ExportedComment[] = []
    for await (const comment of store.comments(exported.row.id)) {
      // What was rejected or deleted stays behind, save where it holds a thread together; there it is in the bin.
      list.push(comment)
      commentNumber += 1
      numbers.set(comment.id, commentNumber)
    }
    number += 1
    yield wxrItem({
      ...articleParts(exported, site),
      number,
      comments: list.map((comment) => commentParts(comment, numbers)),
    })
  }
  yield end
}

const statuses = {
  published: 'publish',
  scheduled: 'future',
  inReview: 'pending',
  draft: 'draft',
  unpublished: 'draft',
  withdrawn: 'trash',
}

function articleParts({ article, row }: ExportedArticle, site: Site) {
  const { headline, summary, section, tags, authors, body, createdAt, commentsOpen } =
    article as unknown as Shown
  return {
    title: headline,
    link: row.canonicalUrl ?? site.pageOf(row),
    slug: row.slug,
    author: authors[0]?.name ?? '',
    html: body.html,
    excerpt: summary ?? '',
    section,
    tags,
    status: statuses[row.status],
    date: row.publishedAt ?? new Date(createdAt),
    commentsOpen,
  }
}

/** Of an article as the API shows it. */
interface Shown {
  headline: string
  summary: string | null
  section: string | null
  tags: string[]
  authors: { name: string }[]
  body: { html: string }
  createdAt: string
  commentsOpen: boolean
}

const approved = { published: '1', pending: '0', spam: 'spam', rejected: 'trash', deleted: 'trash' }

function commentParts(comment: ExportedComment, numbers: ReadonlyMap<string, number>) {
  const parent = comment.inReplyTo ?? comment.parentId
  return {
    number: numbers.get(comment.id) ?? 0,
    parent: parent === null ? 0 : (numbers.get(parent) ?? 0),
    author: comment.authorName,
    url: comment.authorUrl ?? '',
    html: comment.bodyHtml,
    date: comment.createdAt,
    approved: approved[comment.status],
  }
}

// The XML export of Disqus (its schema is https://disqus.com/api/schemas/1.0/disqus.xsd, internals 1.0): threads first, then the posts
// of all of them, which name their thread and the post they answer. Refused: what `xml/records.ts` refuses, and other documents.

import type { XmlProblem } from '../xml/problem.ts'
import { childOf, readXmlRecords, textOf, type XmlRecord } from '../xml/records.ts'

/** The comments under one page. */
export interface DisqusThread {
  line: number
  id: string
  /** What the page calls itself; '' where it does not. */
  identifier: string
  link: string
  title: string
  isDeleted: boolean
}

export interface DisqusPost {
  line: number
  id: string
  thread: string
  /** '' for one that answers none. */
  parent: string
  message: string
  createdAt: string
  isDeleted: boolean
  isSpam: boolean
  /** False for one that waits; newer exports hold none of those. */
  isApproved: boolean
  author: string
  email: string
  ip: string
}

/** Threads and posts in their order; what is wrong with the document comes last. */
export async function* readDisqus(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ thread: DisqusThread } | { post: DisqusPost } | { problem: XmlProblem }> {
  for await (const piece of readXmlRecords(source, { root: 'disqus', recordDepth: 2 })) {
    if ('problem' in piece) yield piece
    else if (piece.record.name === 'thread') yield { thread: toThread(piece.record) }
    else if (piece.record.name === 'post') yield { post: toPost(piece.record) }
  }
}

const idOf = (record: XmlRecord | undefined): string => record?.attributes['dsq:id']?.trim() ?? ''

const says = (record: XmlRecord, name: string): boolean => textOf(record, name).toLowerCase() === 'true'

const toThread = (record: XmlRecord): DisqusThread => ({
  line: record.line,
  id: idOf(record),
  identifier: textOf(record, 'id'),
  link: textOf(record, 'link'),
  title: textOf(record, 'title'),
  isDeleted: says(record, 'isDeleted'),
})

function toPost(record: XmlRecord): DisqusPost {
  const author = childOf(record, 'author')
  const ofAuthor = (name: string) => (author === undefined ? '' : textOf(author, name))
  return {
    line: record.line,
    id: idOf(record),
    thread: idOf(childOf(record, 'thread')),
    parent: idOf(childOf(record, 'parent')),
    message: childOf(record, 'message')?.text ?? '',
    createdAt: textOf(record, 'createdAt'),
    isDeleted: says(record, 'isDeleted'),
    isSpam: says(record, 'isSpam'),
    isApproved: childOf(record, 'isApproved') === undefined || says(record, 'isApproved'),
    author: ofAuthor('name') || ofAuthor('username'),
    email: ofAuthor('email'),
    ip: textOf(record, 'ipAddress'),
  }
}

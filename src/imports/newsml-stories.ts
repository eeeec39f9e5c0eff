// Items of NewsML-G2 in the words of our articles: read as ninjs, by which both mean the same.

import type { NewArticle } from '../articles/schema.ts'
import { type G2Story, readNewsMlG2 } from '../formats/newsml-g2/read.ts'
import { endOfTime, readFields } from '../formats/ninjs/fields.ts'
import { isInstant } from '../text/instant.ts'
import { toMedia, toNewArticle } from './ninjs-stories.ts'
import type { Finding, ReadStories, Story } from './story.ts'

/** Reads a newsItem, or a message of some. */
export async function readNewsMlStories(bytes: Uint8Array): Promise<ReadStories> {
  const read = await readNewsMlG2(bytes)
  if ('problem' in read) return { stories: [], findings: [{ ...read.problem, severity: 'error' }] }
  const { stories, others } = read
  const finding = (severity: Finding['severity'], code: string, message: string): Finding => ({
    ...{ line: null, code, message, severity },
  })
  if (stories.length === 0)
    return { stories: [], findings: [finding('error', 'no_story', 'The document holds no newsItem.')] }
  const left = finding('note', 'not_kept', `What is no newsItem was left out: ${others}.`)
  return { stories: stories.map(toStory), findings: others > 0 ? [left] : [] }
}

function toStory({ line, guid, item, dateline, authors }: G2Story): Story {
  const fields = readFields(item)
  const { embargoUntil } = fields
  const isUnclear = embargoUntil !== null && !isInstant(embargoUntil)
  const note = (code: string, message: string): Finding => ({ line, code, message, severity: 'note' })
  const article = toNewArticle({ ...fields, embargoUntil: isUnclear ? endOfTime : embargoUntil })
  const isHeld = isUnclear || embargoUntil === endOfTime
  return {
    article: {
      ...withDateline(article, dateline),
      ...(authors.length > 0 && { authors: authors.slice(0, 50) }),
    },
    media: fields.media.map(toMedia),
    standing: fields.standing,
    ...(guid !== null && { sourceId: guid }),
    findings: [
      ...(fields.hasHeadline
        ? []
        : [note('no_headline', `The item has no headline; "${fields.headline}" stands for it.`)]),
      ...(isHeld ? [note('embargo', 'The embargo is no instant: it holds until an editor ends it.')] : []),
    ],
  }
}

/** The dateline has a place of its own here; many put it at the beginning of the text as well. */
function withDateline(article: NewArticle, text: string | null): NewArticle {
  if (text === null || text.length > 300) return article
  const blocks = [...(article.body?.blocks ?? [])]
  const [first] = blocks
  if (first?.type === 'paragraph' && first.text.startsWith(text)) {
    const rest = first.text.slice(text.length).trim()
    blocks.splice(0, 1, ...(rest === '' ? [] : [{ ...first, text: rest }]))
  }
  return { ...article, dateline: { text }, body: { blocks } }
}

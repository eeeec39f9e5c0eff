// A WordPress export in the words of our articles and comments. Posts become articles, pages too, but no page goes out by itself: a
// news site's feeds are no place for its imprint. What WordPress holds beside them (pictures, menus, revisions) is left out and said.

import type { NewArticle } from '../articles/schema.ts'
import { toBlocks } from '../formats/html-fragment/blocks.ts'
import { readHtml, textIn } from '../formats/html-fragment/tree.ts'
import type { WxrItem, WxrSite } from '../formats/wxr/model.ts'
import { readWxr } from '../formats/wxr/read.ts'
import { isLanguageTag, isSlug, isWebUrl } from '../http/formats.ts'
import { slugOf } from '../text/slug.ts'
import type { Archive, ArchiveArticle, ArchivePiece } from './archive.ts'
import { headlineOf } from './first-words.ts'
import { siteKey } from './site-key.ts'
import type { Finding, Story } from './story.ts'
import { toWxrComment } from './wxr-comment.ts'

/** Reads an export as it comes. */
export const readWxrArchive = (source: AsyncIterable<Uint8Array>): Archive => ({
  system: 'wordpress',
  pieces: piecesOf(source),
})

async function* piecesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivePiece> {
  for await (const piece of readWxr(source)) {
    if ('problem' in piece) {
      yield { kind: 'problem', problem: { ...piece.problem, severity: 'error' } }
      continue
    }
    const { item, site } = piece
    const key = siteKey(site.url ?? item.link)
    const article = toArticle(item, { site, key })
    yield { kind: 'article', article }
    for (const comment of item.comments)
      yield {
        kind: 'comment',
        comment: toWxrComment(comment, { of: article.key, site: key, publishedAt: item.publishedAt }),
      }
    yield { kind: 'end', key: article.key }
  }
}

function toArticle(item: WxrItem, { site, key }: { site: WxrSite; key: string }): ArchiveArticle {
  const leftOut = reasonToLeaveOut(item)
  const isOut = item.status === 'publish'
  const isArticle = item.type === 'post'
  return {
    key: item.id || `line ${item.line}`,
    name: plain(item.title) || item.slug || `${item.type} ${item.id}`,
    line: item.line,
    sourceId: item.id === '' ? undefined : `wordpress:${key}:${item.id}`,
    site: `wordpress:${key}:`,
    slug: slugIn(item.slug),
    urls: isOut && isWebUrl(item.link) ? [item.link] : [],
    story: leftOut === undefined ? toStory(item, site) : undefined,
    publishedAt: isOut && isArticle ? item.publishedAt : null,
    mayPublish: isOut && isArticle,
    leftOut,
  }
}

const unpublishedStates: Record<string, string> = {
  future: 'It waits to be published there',
  draft: 'It is a draft there',
  pending: 'It waits for review there',
  private: 'It is private there',
}

function reasonToLeaveOut({ type, status, line }: WxrItem): Finding | undefined {
  const note = (code: string, message: string): Finding => ({ line, code, message, severity: 'note' })
  if (type !== 'post' && type !== 'page')
    return note('not_an_article', `It is no article but of the type "${type}".`)
  if (status === 'publish' || status in unpublishedStates) return undefined
  return note('not_kept', `Its status there is "${status}": it was left out.`)
}

function toStory(item: WxrItem, site: WxrSite): Story {
  const { blocks, pictures } = toBlocks(readHtml(item.content.replace(shortcodes, '')))
  const kept = blocks.filter((block) => block.type !== 'embed' || isWebUrl(block.url))
  const title = plain(item.title)
  const headline = headlineOf(title, kept)
  const { section, tags } = sectionAndTags(item)
  const note = (code: string, message: string): Finding => ({
    line: item.line,
    code,
    message,
    severity: 'note',
  })
  const state = unpublishedStates[item.status]
  const article: NewArticle = {
    headline,
    summary: plain(item.excerpt).slice(0, 5000) || null,
    authors: item.author === '' ? [] : [{ name: plain(item.author) }],
    section,
    tags,
    language: site.language !== null && isLanguageTag(site.language) ? site.language : null,
    body: { blocks: kept },
    canonicalUrl: item.status === 'publish' && isWebUrl(item.link) ? item.link : null,
    commentsOpen: item.commentsOpen,
  }
  return {
    article,
    media: [],
    findings: [
      ...(title === '' ? [note('no_headline', 'It has no title; its first words are its headline.')] : []),
      ...(pictures > 0
        ? [note('pictures_left_out', `Pictures in its text were left out: ${pictures}.`)]
        : []),
      ...(state === undefined ? [] : [note('draft', `${state}: it is a draft here.`)]),
      ...(item.type === 'page' ? [note('page', 'It is a page there, and a draft here.')] : []),
    ],
  }
}

const uncategorized = 'Uncategorized'

function sectionAndTags({ sections, tags }: WxrItem): { section: string | null; tags: string[] } {
  const [section = null, ...others] = sections
    .map(plain)
    .filter((name) => name !== '' && name !== uncategorized)
  return { section, tags: [...others, ...tags.map(plain)].filter((name) => name !== '').slice(0, 100) }
}

/** What WordPress makes of these is markup; without it they say nothing. */
const shortcodes = /\[\/?(?:caption|wp_caption|gallery|audio|video|playlist|embed)\b[^\][\n]*\]/g

/** Text that WordPress may have stored as HTML. */
const plain = (html: string): string => textIn(readHtml(html)).replace(/\s+/g, ' ').trim()

function slugIn(given: string): string | undefined {
  const decoded = decode(given).toLowerCase()
  if (isSlug(decoded) && decoded.length <= 120) return decoded
  const slug = slugOf(decoded)
  return isSlug(slug) ? slug : undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// Items of feeds in the words of our articles, one for each item. Whatever form a feed has, the same item is the same article.

import type { NewArticle } from '../articles/schema.ts'
import { readAtom } from '../formats/atom/read.ts'
import { toBlocks } from '../formats/html-fragment/blocks.ts'
import { readHtml, textIn } from '../formats/html-fragment/tree.ts'
import type { IncomingFeed, IncomingItem, IncomingMedia } from '../formats/incoming-feed.ts'
import { readJsonFeed } from '../formats/json-feed/read.ts'
import { readRss } from '../formats/rss/read.ts'
import type { XmlProblem } from '../formats/xml/problem.ts'
import { isLanguageTag, isWebUrl } from '../http/formats.ts'
import { foldName } from '../text/names.ts'
import { headlineOf } from './first-words.ts'
import { parseJson } from './json-text.ts'
import { siteKey } from './site-key.ts'
import type { Finding, ReadStories, Story, StoryMedia } from './story.ts'

type ReadFeed = { feed: IncomingFeed; items: IncomingItem[] }

export const readRssStories = async (bytes: Uint8Array): Promise<ReadStories> =>
  storiesOf(await readRss(bytes))
export const readAtomStories = async (bytes: Uint8Array): Promise<ReadStories> =>
  storiesOf(await readAtom(bytes))

export function readJsonFeedStories(bytes: Uint8Array): ReadStories {
  const text = parseJson(bytes)
  if ('problem' in text) return refused(text.problem)
  const read = readJsonFeed(text.value)
  if (!('message' in read)) return storiesOf(read)
  return refused({ ...read, line: null, code: 'wrong_format', severity: 'error' })
}

const refused = (problem: Finding): ReadStories => ({ stories: [], findings: [problem] })

function storiesOf(read: ReadFeed | { problem: XmlProblem }): ReadStories {
  if ('problem' in read) return refused({ ...read.problem, severity: 'error' })
  const { feed, items } = read
  if (items.length === 0)
    return refused({ line: null, code: 'no_story', message: 'The feed holds no item.', severity: 'error' })
  return { stories: items.map((item) => toStory(item, feed)), findings: [] }
}

function toStory(item: IncomingItem, feed: IncomingFeed): Story {
  const find = (severity: Finding['severity'], code: string, message: string): Finding => ({
    ...{ line: item.line, code, message, severity },
    ...(item.pointer !== undefined && { pointer: item.pointer }),
  })
  const { summary, body } = textsOf(item)
  const { blocks, pictures } = toBlocks(readHtml(body))
  const kept = blocks.filter((block) => block.type !== 'embed' || isWebUrl(block.url))
  const title = plain(item.title ?? '')
  const sourceId = sourceIdOf(item, feed)
  const article: NewArticle = {
    headline: headlineOf(title, kept) || (summary ?? '').slice(0, 80),
    summary: summary?.slice(0, 5000) ?? null,
    authors: authorsOf(item),
    provider: providerOf(item, feed),
    tags: tagsOf(item),
    language: languageOf(item, feed),
    body: { blocks: kept },
    canonicalUrl: item.url !== null && isWebUrl(item.url) ? item.url : null,
  }
  const isNone = item.pointer !== undefined && item.id === null
  const named = new Set(item.media.map(({ url }) => url))
  const left = pictures - named.size
  return {
    article,
    media: item.media.filter(({ url }) => isWebUrl(url)).map(toMedia),
    publishedAt: item.publishedAt,
    ...(sourceId !== undefined && { sourceId }),
    findings: [
      ...(isNone ? [find('error', 'no_id', 'An item without an id is none.')] : []),
      ...(title === ''
        ? [find('note', 'no_headline', 'It has no title; its first words are its headline.')]
        : []),
      ...(left > 0
        ? [find('note', 'pictures_left_out', `Pictures in its text were left out: ${left}.`)]
        : []),
    ],
  }
}

/**
 * Summary and text. Of feeds that have one of the two, it is the text where it is long or has paragraphs of its own, and else what
 * it is called, a summary.
 */
function textsOf({ summary, body }: IncomingItem): { summary: string | null; body: string } {
  const short = summary === null ? null : plain(summary) || null
  if (body !== null) return { summary: short === plain(body) ? null : short, body }
  const isText =
    summary !== null &&
    (/<(?:p|div|br|ul|ol|h[1-6]|table|figure)\b/i.test(summary) || (short ?? '').length > 600)
  return isText ? { summary: null, body: summary } : { summary: short, body: '' }
}

/** An id that is an address is one everywhere; any other is one of its own feed only. */
function sourceIdOf({ id, url }: IncomingItem, { homeUrl }: IncomingFeed): string | undefined {
  const given = id ?? url
  if (given === null) return undefined
  return /^[a-z][a-z0-9+.-]+:\S/i.test(given) ? given : `feed:${siteKey(homeUrl ?? '')}:${given}`
}

const authorsOf = ({ authors }: IncomingItem) =>
  authors
    .map((name) => plain(name).replace(/^by\s+/i, ''))
    .filter((name) => name !== '' && name.length <= 200)
    .slice(0, 50)
    .map((name) => ({ name }))

function providerOf({ source }: IncomingItem, { title, homeUrl, publisher }: IncomingFeed) {
  const name = plain(source?.name ?? publisher ?? title ?? '').slice(0, 200)
  const uri = source === null ? homeUrl : source.uri
  return name === '' ? null : { name, uri: uri !== null && isWebUrl(uri) ? uri : null }
}

function tagsOf({ categories }: IncomingItem): string[] {
  const tags = new Map<string, string>()
  for (const { name: given } of categories) {
    const name = plain(given)
    const key = foldName(name)
    if (name !== '' && name.length <= 200 && !tags.has(key)) tags.set(key, name)
  }
  return [...tags.values()].slice(0, 100)
}

const languageOf = (item: IncomingItem, feed: IncomingFeed): string | null =>
  [item.language, feed.language].find((tag) => tag !== null && isLanguageTag(tag)) ?? null

function toMedia(media: IncomingMedia): StoryMedia {
  const { mediaType, width, height, creators, organizations, caption, creditLine } = media
  const { copyrightNotice, usageTerms = null, webStatement } = media
  const isType = mediaType !== null && /^[\w.+-]+\/[\w.+-]+$/.test(mediaType)
  return {
    mediaUrl: media.url,
    mediaType: isType ? mediaType : null,
    width,
    height,
    caption: caption === null ? null : plain(caption) || null,
    creditLine: creditLine === null ? null : plain(creditLine) || null,
    copyrightNotice: copyrightNotice === null ? null : plain(copyrightNotice) || null,
    usageTerms,
    webStatement: webStatement !== null && isWebUrl(webStatement) ? webStatement : null,
    // A line alone is read into its parts.
    ...(creators.length > 0 && { creators: creators.map(plain) }),
    ...(organizations.length > 0 && { organizations: organizations.map(plain) }),
  }
}

/** Text that feeds may have stored as HTML. */
const plain = (html: string): string => textIn(readHtml(html)).replace(/\s+/g, ' ').trim()

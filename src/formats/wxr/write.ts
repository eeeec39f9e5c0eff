// WordPress eXtended RSS 1.2, written as WordPress's own importer reads it. Text that is HTML there is written as HTML.

import { escapeHtml } from '../../text/html.ts'
import { writeXml, type XmlElement, xml, xmlText } from '../../text/xml.ts'

export interface WxrItemParts {
  number: number
  title: string
  link: string
  slug: string
  author: string
  html: string
  excerpt: string
  section: string | null
  tags: readonly string[]
  status: string
  date: Date
  commentsOpen: boolean
  comments: readonly WxrCommentParts[]
}

export interface WxrCommentParts {
  number: number
  /** 0 for one that answers none. */
  parent: number
  author: string
  url: string
  html: string
  date: Date
  approved: string
}

/** What stands before the items, and after them. */
export function wxrChannel({ name, url, language }: { name: string; url: string; language: string }) {
  const channel = xml('channel', {}, [
    xmlText('title', name),
    xmlText('link', url),
    xmlText('language', language),
    xmlText('wp:wxr_version', '1.2'),
    xmlText('wp:base_site_url', url),
    xmlText('wp:base_blog_url', url),
  ])
  const names = {
    version: '2.0',
    'xmlns:excerpt': 'http://wordpress.org/export/1.2/excerpt/',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:wp': 'http://wordpress.org/export/1.2/',
  }
  const end = '  </channel>\n</rss>'
  return {
    start: writeXml(xml('rss', names, channel))
      .trimEnd()
      .slice(0, -end.length)
      .trimEnd(),
    end: '</channel>\n</rss>',
  }
}

/** One item, as lines. */
export function wxrItem(parts: WxrItemParts): string {
  const {
    number,
    title,
    link,
    slug,
    author,
    html,
    excerpt,
    section,
    tags,
    status,
    date,
    commentsOpen,
    comments,
  } = parts
  const item = xml('item', {}, [
    xmlText('title', escapeHtml(title)),
    xmlText('link', link),
    xmlText('pubDate', date.toUTCString()),
    xmlText('dc:creator', author),
    xmlText('content:encoded', html),
    xmlText('excerpt:encoded', escapeHtml(excerpt)),
    xmlText('wp:post_id', String(number)),
    xmlText('wp:post_date', dateOf(date)),
    xmlText('wp:post_date_gmt', dateOf(date)),
    xmlText('wp:comment_status', commentsOpen ? 'open' : 'closed'),
    xmlText('wp:post_name', slug),
    xmlText('wp:status', status),
    xmlText('wp:post_type', 'post'),
    section === null ? undefined : term('category', section),
    ...tags.map((tag) => term('post_tag', tag)),
    ...comments.map(commentElement),
  ])
  return withoutDeclaration(writeXml(item))
}

const term = (domain: string, name: string): XmlElement =>
  xml('category', { domain, nicename: name.toLowerCase().replace(/\s+/g, '-') }, escapeHtml(name))

const commentElement = ({ number, parent, author, url, html, date, approved }: WxrCommentParts): XmlElement =>
  xml('wp:comment', {}, [
    xmlText('wp:comment_id', String(number)),
    xmlText('wp:comment_author', escapeHtml(author)),
    xmlText('wp:comment_author_email', ''),
    xmlText('wp:comment_author_url', url),
    xmlText('wp:comment_author_IP', ''),
    xmlText('wp:comment_date', dateOf(date)),
    xmlText('wp:comment_date_gmt', dateOf(date)),
    // The line breaks of our HTML are no breaks for readers; in WordPress's they would be.
    xmlText('wp:comment_content', html.replace(/<br \/>\n/g, '\n').replace(/\n(?=<)/g, '')),
    xmlText('wp:comment_approved', approved),
    xmlText('wp:comment_type', 'comment'),
    xmlText('wp:comment_parent', String(parent)),
    xmlText('wp:comment_user_id', '0'),
  ])

const dateOf = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')

const withoutDeclaration = (document: string): string => document.slice(document.indexOf('\n') + 1).trimEnd()

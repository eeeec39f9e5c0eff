// The strings as a reader, an author who edits and an export bring them, and what the site then shows: the comments, their permalinks,
// the content of feeds, and the page that a plain form gets back.

import { escapeHtml } from '../../src/text/html.ts'
import { siteOn } from '../comments/site.ts'
import { sendExport } from '../imports/site-import.ts'
import { wxrFile, wxrItem } from '../imports/wxr-file.ts'
import type { TestApp } from '../support/site.ts'
import type { Piece } from './run.ts'
import { hostileUrl } from './strings.ts'

interface Comment {
  author: { name: string; url: string | null } | null
  body: { html: string } | null
  permalink: string
}

/** As a site would show it that trusts `body.html`, and escapes everything else. */
const partOf = (from: string, { author, body, permalink }: Comment): Piece => ({
  from,
  html: `<p><a href="${escapeHtml(permalink)}">${escapeHtml(author?.name ?? '')}</a> <a href='${author?.url ?? ''}'>site</a> <a href="${author?.url ?? ''}">site</a></p>${body?.html ?? ''}`,
})

/** Parts of pages, and whole pages. */
export async function shownByApi(
  test: TestApp,
  strings: readonly string[],
): Promise<{ parts: Piece[]; pages: Piece[] }> {
  const site = await siteOn(test)
  const parts: Piece[] = []
  const pages: Piece[] = []
  for (const [at, from] of strings.entries()) {
    const given = { body: from, authorName: from.slice(0, 100), authorUrl: hostileUrl(from, at) }
    const posted = await firstTaken(site.post, [
      given,
      { ...given, authorName: 'Eve' },
      { body: from, authorName: `Eve ${at}` },
    ])
    if (posted !== undefined) {
      parts.push(partOf(from, posted))
      const edited = await test.send({
        method: 'PATCH',
        url: `/v1/comments/${posted.id}`,
        headers: { 'comment-token': posted.editToken },
        payload: { body: `${from} edited`, authorName: `E${from}`.slice(0, 100) },
      })
      if (edited.statusCode === 200) parts.push(partOf(from, edited.json()))
    }
    if (at % 4 === 0)
      pages.push({ from, isPage: true, html: await formPage(test, site.slug, { ...given, authorName: '' }) })
  }
  const asComments = strings.map((content, at) => ({
    id: at + 1,
    content: cdata(content),
    author: cdata(content.slice(0, 100)),
    url: xmlSafe(hostileUrl(content, at)),
  }))
  await sendExport(test, wxrFile(wxrItem({ comments: asComments })), { query: '&publish=true' })
  parts.push(...(await listed(test, 'ferry-line-to-reopen')), ...(await fed(test, site.slug)))
  return { parts, pages }
}

const cdata = (text: string): string => text.replaceAll(']]>', ']]]]><![CDATA[>')
const xmlSafe = (text: string): string => escapeHtml(text)

type Posted = Comment & { id: string; editToken: string }

/** What is refused is tried again with less in it. */
async function firstTaken(
  post: (body: unknown) => Promise<{ statusCode: number; json(): Posted }>,
  tries: object[],
): Promise<Posted | undefined> {
  for (const body of tries) {
    const answer = await post(body)
    if (answer.statusCode === 201) return answer.json()
  }
  return undefined
}

/** The page that a browser gets back for a form that is refused: everything that was entered stands in it. */
async function formPage(test: TestApp, slug: string, fields: Record<string, string>): Promise<string> {
  const answer = await test.send({
    method: 'POST',
    url: `/v1/articles/${slug}/comments`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  })
  return answer.body
}

async function listed(test: TestApp, slug: string): Promise<Piece[]> {
  const parts: Piece[] = []
  for (let url = `/v1/articles/${slug}/comments?limit=100`; url !== ''; ) {
    const { data, page } = (await test.send({ url })).json()
    parts.push(...data.map((comment: Comment) => partOf(comment.body?.html ?? '', comment)))
    url = page?.next ? `/v1/articles/${slug}/comments?limit=100&cursor=${encodeURIComponent(page.next)}` : ''
  }
  return parts
}

/** The content of both feeds, as a feed reader puts it into its page. */
async function fed(test: TestApp, slug: string): Promise<Piece[]> {
  const parts: Piece[] = []
  for (const form of ['rss', 'atom']) {
    const { body } = await test.send({ url: `/v1/articles/${slug}/comments.${form}` })
    const contents =
      body.match(/<(content:encoded|description|content|summary|title|name)\b[^<>]*>[^<]*</g) ?? []
    for (const text of contents) {
      const html = decode(text.slice(text.indexOf('>') + 1, -1))
      // Titles and names are text; only content is HTML.
      parts.push({ from: html, html: /^<(?:content|description)/.test(text) ? html : escapeHtml(html) })
    }
  }
  return parts
}

const decode = (xml: string): string =>
  xml
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

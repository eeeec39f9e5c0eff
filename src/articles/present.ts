// From the store's article to the caller's: media joined, related resources embedded, fields projected. What hangs on
// articles belongs to higher slices, which hand their readers down; each is asked once for a whole page.

import { project } from '../http/projection.ts'
import { type Picture, showPictures } from './pictures.ts'
import type { View } from './published.ts'
import type { IncludeName } from './schema.ts'
import type { BareArticle } from './wire.ts'

/** Reads one kind of related resource for many articles at once, by article id, as the view may see it. */
export type RelatedReader = (articleIds: readonly string[], view: View) => Promise<Map<string, unknown>>

export interface RelatedReaders extends Record<IncludeName, RelatedReader> {
  leadMedia: RelatedReader
  /** The pictures that the view may see; asked only for articles that have image blocks. */
  pictures: (articleIds: readonly string[], view: View) => Promise<Map<string, readonly Picture[]>>
}

export interface Projection<Name extends IncludeName = IncludeName> {
  fields?: readonly string[] | undefined
  include?: readonly Name[] | undefined
}

/** What completing articles asks of the higher slices: pictures, and what is to be included. */
type Related<Name extends IncludeName> = Pick<RelatedReaders, 'leadMedia' | 'pictures' | Name>

/** Completes articles for the wire. */
export async function present<Name extends IncludeName = IncludeName>(
  articles: readonly BareArticle[],
  { fields, include = [] }: Projection<Name>,
  { view, related }: { view: View; related: Related<Name> },
): Promise<object[]> {
  const ids = articles.map((article) => article.id)
  const wantsLead = fields === undefined || fields.includes('leadMedia')
  const leads = wantsLead ? await related.leadMedia(ids, view) : new Map<string, unknown>()
  const pictures = await picturesOf(articles, { fields, view, related })
  const embedded = await Promise.all(
    include.map(async (name) => [name, await related[name](ids, view)] as const),
  )
  return articles.map((article) => {
    const body = article.body && {
      ...article.body,
      html: showPictures(article.body.html, pictures.get(article.id) ?? []),
    }
    const whole = { ...article, ...(body && { body }), leadMedia: leads.get(article.id) ?? null }
    const extra = embedded.map(([name, byId]) => [name, byId.get(article.id) ?? []])
    return { ...project(whole, fields), ...Object.fromEntries(extra) }
  })
}

async function picturesOf(
  articles: readonly BareArticle[],
  { fields, view, related }: Pick<Projection, 'fields'> & { view: View; related: Related<never> },
): Promise<Map<string, readonly Picture[]>> {
  const wantsBody = fields === undefined || fields.includes('body')
  const pictured = articles.filter(({ body }) => body?.blocks.some(({ type }) => type === 'image'))
  if (!wantsBody || pictured.length === 0) return new Map()
  return related.pictures(
    pictured.map(({ id }) => id),
    view,
  )
}

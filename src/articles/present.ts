// From the store's article to the caller's: media joined, related resources embedded, fields projected. What hangs on
// articles belongs to higher slices, which hand their readers down; each is asked once for a whole page.

import type { MediaRole } from '../db/schema.ts'
import { project } from '../http/projection.ts'
import { type Picture, showPictures } from './pictures.ts'
import { type View, withholdsPictures } from './published.ts'
import type { IncludeName } from './schema.ts'
import type { BareArticle } from './wire.ts'

/** Reads one kind of related resource for many articles at once, by article id, as the view may see it. */
export type RelatedReader = (articleIds: readonly string[], view: View) => Promise<Map<string, unknown>>

/** A picture that a partner does not get, and where it stands in the article. */
export interface Withheld {
  resource: 'mediaCredit'
  role: MediaRole
  reason: 'rights'
}

export interface RelatedReaders extends Record<IncludeName, RelatedReader> {
  leadMedia: RelatedReader
  /** What is left out; asked only for those from whom something may be. */
  withheld: (articleIds: readonly string[], view: View) => Promise<Map<string, readonly Withheld[]>>
  /** The pictures that the view may see; asked only for articles that have image blocks. */
  pictures: (articleIds: readonly string[], view: View) => Promise<Map<string, readonly Picture[]>>
}

export interface Projection<Name extends IncludeName = IncludeName> {
  fields?: readonly string[] | undefined
  include?: readonly Name[] | undefined
}

/** What completing articles asks of the higher slices: pictures, and what is to be included. */
type Related<Name extends IncludeName> = Pick<RelatedReaders, 'leadMedia' | 'pictures' | 'withheld' | Name>

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
  const withheld = withholdsPictures(view.actor) ? await related.withheld(ids, view) : undefined
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
    // Said whatever `fields` names: what is missing is told where it is missing.
    const missing = withheld && { withheld: withheld.get(article.id) ?? [] }
    return { ...project(whole, fields), ...Object.fromEntries(extra), ...missing }
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

/** How many pictures were left out of these articles. */
export const countWithheld = (shown: readonly object[]): number =>
  shown.reduce(
    (sum, one) => sum + ('withheld' in one && Array.isArray(one.withheld) ? one.withheld.length : 0),
    0,
  )

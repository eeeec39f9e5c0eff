// From the store's article to the caller's: media joined, related resources embedded, fields projected. What hangs on
// articles belongs to higher slices, which hand their readers down; each is asked once for a whole page.

import { project } from '../http/projection.ts'
import type { View } from './published.ts'
import type { IncludeName } from './schema.ts'
import type { BareArticle } from './wire.ts'

/** Reads one kind of related resource for many articles at once, by article id, as the view may see it. */
export type RelatedReader = (articleIds: readonly string[], view: View) => Promise<Map<string, unknown>>

export interface RelatedReaders extends Record<IncludeName, RelatedReader> {
  leadMedia: RelatedReader
}

export interface Projection {
  fields?: readonly string[] | undefined
  include?: readonly IncludeName[] | undefined
}

/** Completes articles for the wire. */
export async function present(
  articles: readonly BareArticle[],
  { fields, include = [] }: Projection,
  { view, related }: { view: View; related: RelatedReaders },
): Promise<object[]> {
  const ids = articles.map((article) => article.id)
  const wantsLead = fields === undefined || fields.includes('leadMedia')
  const leads = wantsLead ? await related.leadMedia(ids, view) : new Map<string, unknown>()
  const embedded = await Promise.all(
    include.map(async (name) => [name, await related[name](ids, view)] as const),
  )
  return articles.map((article) => {
    const whole = { ...article, leadMedia: leads.get(article.id) ?? null }
    const extra = embedded.map(([name, byId]) => [name, byId.get(article.id) ?? []])
    return { ...project(whole, fields), ...Object.fromEntries(extra) }
  })
}

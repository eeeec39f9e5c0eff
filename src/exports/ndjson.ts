// Our own export: a JSON object in each line, an article before its comments. `imports/ndjson-archive.ts` reads it back.

import type { Actor } from '../http/actor.ts'
import type { ExportStore } from './export-store.ts'

/** The lines, as they are read. */
export async function* ndjsonLines(store: ExportStore, actor: Actor): AsyncGenerator<string> {
  yield JSON.stringify({ type: 'export', system: 'dateline', version: 1 })
  for await (const { article, row } of store.articles(actor)) {
    // Where an article has no canonical address of its own, the API gives this site's page of it.
    yield JSON.stringify({ type: 'article', ...article, canonicalUrl: row.canonicalUrl })
    for await (const comment of store.comments(row.id)) {
      const { parentId, inReplyTo, bodyRaw, bodyHtml: _, ...rest } = comment
      yield JSON.stringify({ type: 'comment', ...rest, parentId: inReplyTo ?? parentId, body: bodyRaw })
    }
  }
}

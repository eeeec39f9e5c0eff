import { type Actor, may } from '../http/actor.ts'
import { isUuid } from '../http/formats.ts'
import { present, type RelatedReaders } from './present.ts'
import type { View } from './published.ts'
import type { ArticleStore } from './store.ts'

export interface EditingDeps {
  articles: ArticleStore
  related: RelatedReaders
  now: () => Date
}

/** What every route that changes articles needs: the id behind an address, and the article as it is afterwards. */
export function editing({ articles, related, now }: EditingDeps) {
  /** What only those see of an article who may change it. */
  async function editorialOf(id: string, view: View): Promise<object> {
    if (!may(view.actor, 'articles:write')) return {}
    return { commentSettings: (await articles.findRow(id, view)).commentSettings }
  }

  return {
    editorialOf,

    /** The id behind the address an editor used. Throws `not_found`. */
    async idOf(address: string, actor: Actor): Promise<string> {
      return isUuid(address) ? address : (await articles.findRow(address, { actor, now: now() })).id
    },

    /** The whole article, as whoever just changed it may see it. */
    async show(id: string, actor: Actor): Promise<object> {
      const scopes = new Set([...actor.scopes, 'articles:read'] as const)
      const view = { actor: { ...actor, scopes }, now: now() }
      const [shown] = await present([await articles.find(id, view)], {}, { view, related })
      return { ...shown, ...(await editorialOf(id, view)) }
    },
  }
}

import type { Link } from '../http/links.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { ChangeList, ChangeQuery } from './schema.ts'
import type { ChangeStore } from './store.ts'

export function changeRoutes(
  route: AddRoute,
  { changes, link, now }: { changes: Pick<ChangeStore, 'list'>; link: Link; now: () => Date },
): void {
  route({
    method: 'GET',
    url: '/v1/changes',
    operationId: 'listChanges',
    tag: 'changes',
    summary: 'List what changed',
    description:
      'Everything that readers saw change, in commit order, each at least once. Come back with `page.next` as `since`; an empty `data` means you are caught up. What is gone is told by `deleted`, `withdrawn`, `unpublished` and `removed`. When an article appears or goes, all that hangs on it does so too, without events of its own. A position older than what is kept answers 410. A partner is told of what it is entitled to: what leaves that is `unpublished`, what comes to it `published`; with a delay, changes behind an article it is still to have wait for that. One with embargoed copy is told of that as well, from when it may read it on; its positions are its own. When its entitlements change, it reads what it mirrors anew.',
    access: 'public',
    cache: 'public',
    query: ChangeQuery,
    answers: {
      200: {
        description: 'A page of changes, oldest first.',
        schema: ref(ChangeList),
        headers: { Link: 'Where to go on (RFC 8288), also when caught up.' },
      },
    },
    errors: ['gone'],
    handle: async ({ query, actor, request, reply }) => {
      const list = await changes.list(query, { actor, now: now() })
      // A page of the past is read once by whoever catches up, and a thousand of them would push out what readers come back to. The
      // end is another one with the next commit, of which a kept answer would know only later where nodes share PostgreSQL.
      request.keepAs = undefined
      const params = new URLSearchParams({ since: list.page.next, limit: String(list.page.limit) })
      reply.header('link', `<${link('/v1/changes')}?${params}>; rel="next"`)
      return list
    },
  })
}

import type { Link } from '../http/links.ts'
import { linkNextPage } from '../http/page-link.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { SubjectListQuery, SubjectTermList, TermList, TermListQuery } from './schema.ts'
import type { TaxonomyName, TaxonomyStore } from './store.ts'
import type { SubjectStore } from './subject-store.ts'

interface Deps {
  taxonomies: TaxonomyStore
  subjects: SubjectStore
  link: Link
  now: () => Date
}

const tag = 'taxonomies'
const headers = { Link: 'The next page (RFC 8288).' }

const lists = {
  sections: 'listSections',
  tags: 'listTags',
  authors: 'listAuthors',
} as const satisfies Record<TaxonomyName, string>

export function taxonomyRoutes(route: AddRoute, { taxonomies, subjects, link, now }: Deps): void {
  // The keys of an object literal are its names; TypeScript calls them strings.
  for (const name of Object.keys(lists) as TaxonomyName[]) {
    route({
      method: 'GET',
      url: `/v1/${name}`,
      operationId: lists[name],
      tag,
      summary: `List ${name}`,
      description: 'Those of published articles, in the order of their names, with counts.',
      access: 'public',
      cache: 'public',
      query: TermListQuery,
      answers: { 200: { description: `A page of ${name}.`, schema: ref(TermList), headers } },
      errors: [],
      handle: async (call) => {
        const answer = await taxonomies.list(name, call.query, { actor: call.actor, now: now() })
        linkNextPage(call, answer.page, link)
        return answer
      },
    })
  }

  route({
    method: 'GET',
    url: '/v1/subjects',
    operationId: 'listSubjects',
    tag,
    summary: 'List subjects',
    description:
      'The vocabulary that the operator has loaded, and whatever else published articles are about, in the order of qcode, URI or name.',
    access: 'public',
    // The same for everybody, and newer than the change log when a vocabulary has been loaded.
    cache: 'static',
    query: SubjectListQuery,
    answers: { 200: { description: 'A page of subjects.', schema: ref(SubjectTermList), headers } },
    errors: [],
    handle: async (call) => {
      const answer = await subjects.list(call.query, { actor: call.actor, now: now() })
      linkNextPage(call, answer.page, link)
      return answer
    },
  })
}

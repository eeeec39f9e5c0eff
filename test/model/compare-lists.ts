// Lists of articles with any filter, sort and page size, for readers and for editors, against the model's own scan.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sameArticles } from './compare-articles.ts'
import { dataOf, walk } from './desk.ts'
import { agencies, authors, languages, sections, tags } from './drawn-writing.ts'
import { isPublic, visibleCredits } from './readers.ts'
import { drawnTerms, isFound, queryText, textsOfArticle } from './search-model.ts'
import { type Deed, drawnNumber, pick } from './step.ts'
import { byText, fold, type ModelArticle, type Reader, type Status, statuses, type World } from './world.ts'

const sorts = ['-publishedAt', 'publishedAt', '-updatedAt', 'updatedAt', 'relevance'] as const
type Sort = (typeof sorts)[number]

/** The instant of an article that is there, or one next to it. */
interface DrawnInstant {
  which: number
  of: 'publishedAt' | 'updatedAt'
  off: number
}

interface Drawn {
  as: Reader
  status?: Status
  sort?: Sort
  limit: number
  section?: string
  tag?: string[]
  author?: string
  agency?: string
  language?: string
  publishedAfter?: DrawnInstant
  publishedBefore?: DrawnInstant
  updatedAfter?: DrawnInstant
  ids?: number[]
  mediaAgency?: string
  terms?: Parameters<typeof queryText>[0]
}

const drawnInstant = fc.record({
  which: drawnNumber,
  of: fc.constantFrom('publishedAt', 'updatedAt'),
  off: fc.constantFrom(0, -1, 1),
})

/** Each filter seldom: many at once find nothing. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 })
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const drawnQuery = fc.record({
  as: fc.constantFrom('anonymous', 'editor'),
  status: seldom(fc.constantFrom(...statuses)),
  sort: seldom(fc.constantFrom(...sorts)),
  limit: fc.constantFrom(100, 1, 2, 3),
  section: rarely(fc.constantFrom(...sections)),
  tag: rarely(fc.uniqueArray(fc.constantFrom(...tags), { minLength: 1, maxLength: 2 })),
  author: rarely(fc.constantFrom(...authors)),
  agency: rarely(fc.constantFrom(...agencies)),
  language: rarely(fc.constantFrom(...languages)),
  publishedAfter: rarely(drawnInstant),
  publishedBefore: rarely(drawnInstant),
  updatedAfter: rarely(drawnInstant),
  ids: rarely(fc.uniqueArray(drawnNumber, { minLength: 1, maxLength: 3 })),
  mediaAgency: rarely(fc.constantFrom(...agencies)),
  terms: rarely(drawnTerms),
}) as fc.Arbitrary<Drawn>

/** A query as the model understands it: instants and ids are looked up. */
export interface Query extends Omit<Drawn, 'publishedAfter' | 'publishedBefore' | 'updatedAfter' | 'ids'> {
  publishedAfter?: string
  publishedBefore?: string
  updatedAfter?: string
  ids?: string[]
}

function instantOf(world: World, drawn: DrawnInstant | undefined): string | undefined {
  if (drawn === undefined) return undefined
  const at = pick(world.articles.values(), drawn.which)?.[drawn.of] ?? world.now
  return new Date(Date.parse(at) + drawn.off).toISOString()
}

function queryOf(world: World, drawn: Drawn): Query {
  const { as, status, sort, terms } = drawn
  // Readers have no other status, and what is not published has no date to sort by.
  const asked = as === 'editor' ? status : undefined
  const hasDate = asked === undefined || asked === 'published'
  const isSortable = sort === 'relevance' ? terms !== undefined : hasDate || !sort?.endsWith('publishedAt')
  const query = {
    ...drawn,
    status: asked,
    sort: isSortable ? sort : undefined,
    publishedAfter: instantOf(world, drawn.publishedAfter),
    publishedBefore: instantOf(world, drawn.publishedBefore),
    updatedAfter: instantOf(world, drawn.updatedAfter),
    ids: drawn.ids?.map((which) => pick(world.articles.keys(), which) ?? nobody),
  }
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never
}

/** An id that nothing has. */
const nobody = '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

const isSame = (one: string | null, other: string) => one !== null && fold(one) === fold(other)

/** By the credits that the caller may see. */
const showsPicturesOf = (world: World, { id }: ModelArticle, { mediaAgency, as }: Query): boolean =>
  mediaAgency === undefined ||
  visibleCredits(world, as).some(
    ({ articleId, organizations }) =>
      articleId === id && organizations.some((name) => isSame(name, mediaAgency)),
  )

/** Whether an article is in the list that a query asks for. */
function isAskedFor(world: World, article: ModelArticle, query: Query): boolean {
  const { status, section, tag, author, agency, language, ids, terms } = query
  const { publishedAt, updatedAt } = article
  const isAfter = (at: string | null, than: string | undefined) =>
    than === undefined || (at !== null && at > than)
  return (
    (status === undefined ? isPublic(article, world.now) : article.status === status) &&
    (section === undefined || isSame(article.section, section)) &&
    (tag === undefined || article.tags.some((has) => tag.some((wanted) => isSame(has, wanted)))) &&
    (author === undefined || article.authors.some((name) => isSame(name, author))) &&
    (agency === undefined || isSame(article.provider, agency) || isSame(article.agency, agency)) &&
    (language === undefined || article.language === language) &&
    isAfter(publishedAt, query.publishedAfter) &&
    (query.publishedBefore === undefined || (publishedAt !== null && publishedAt < query.publishedBefore)) &&
    isAfter(updatedAt, query.updatedAfter) &&
    (ids === undefined || ids.includes(article.id)) &&
    (terms === undefined || isFound(textsOfArticle(world, article), terms)) &&
    showsPicturesOf(world, article, query)
  )
}

/** The order of what is found is that of its rank, of which the model knows nothing, unless another is asked for. */
const isRanked = ({ sort, terms }: Query): boolean =>
  terms !== undefined && (sort === undefined || sort === 'relevance')

/** The list that a query asks for, in its order. */
export function listOf(world: World, query: Query): ModelArticle[] {
  const usual = (query.status ?? 'published') === 'published' ? '-publishedAt' : '-updatedAt'
  const sort = query.sort ?? usual
  const field = sort.endsWith('publishedAt') ? 'publishedAt' : 'updatedAt'
  const ascending = [...world.articles.values()]
    .filter((article) => isAskedFor(world, article, query))
    .sort((one, other) => byText(`${one[field]} ${one.id}`, `${other[field]} ${other.id}`))
  return sort.startsWith('-') ? ascending.reverse() : ascending
}

const parametersOf = ({ as: _, terms, ...query }: Query): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
  ...(terms && { q: queryText(terms) }),
})

const byId = (one: { id: string }, other: { id: string }): number => byText(one.id, other.id)

/** Any list, page by page. */
export const lookingAtAList: fc.Arbitrary<Deed> = drawnQuery.map((drawn) => async ({ world, desk, said }) => {
  const query = queryOf(world, drawn)
  const parameters = parametersOf(query)
  const what = `${query.as} lists /v1/articles?${new URLSearchParams(parameters)}`
  said.push(what)
  const items = await walk(desk, world, { path: '/v1/articles', query: parameters, as: query.as })
  const expected = listOf(world, query)
  if (!isRanked(query)) return sameArticles(items, expected, { world, as: query.as, what })
  const sorted = (items as { id: string }[]).sort(byId)
  sameArticles(sorted, expected.sort(byId), { world, as: query.as, what })
})

/** What readers see first, and how much there is. */
export const lookAtFrontPage: Deed = async ({ world, desk }) => {
  const url = '/v1/articles?limit=100&count=exact'
  const { data, page } = dataOf(await desk.read(world, url), url)
  const expected = listOf(world, { as: 'anonymous', limit: 100 })
  sameArticles(data, expected, { world, as: 'anonymous', what: 'readers list all articles' })
  assert.equal(page.total, expected.length, 'the number of all articles')
}

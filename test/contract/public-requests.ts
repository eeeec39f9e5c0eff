// Every address that anyone may ask, in every way that the document knows.

import type { TestApp } from '../support/app.ts'
import { documentOf } from '../support/document.ts'
import type { Planted } from './private-things.ts'

interface Parameter {
  name: string
  in: 'query' | 'path' | 'header'
  schema: { type?: string; enum?: string[]; items?: { enum?: string[] }; format?: string }
}
interface Operation {
  security: Record<string, string[]>[]
  parameters?: Parameter[]
}

/** Every address that anyone may GET, with the ids of what is private in its path, and each parameter with what it takes. */
export function requestsOf(
  test: TestApp,
  { site, articles, credits, quotes, speakers, comments, ghost, previewToken }: Planted,
  word: string,
): string[] {
  const paths = documentOf<{ paths: Record<string, { get?: Operation }> }>(test.app).paths
  const idsFor = (path: string, name: string): string[] => {
    if (name === 'article') return [site.slug, site.articleId, ghost, ...articles]
    if (name === 'code') return ['gone']
    // Whoever has the token may see; one letter less opens nothing.
    if (name === 'token') return [previewToken.slice(0, -1)]
    if (path.includes('media-credits')) return credits
    if (path.includes('quotes')) return quotes
    if (path.includes('speakers')) return speakers
    if (path.includes('comments')) return comments
    return [...articles, ...quotes]
  }
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const isPublic = get?.security.some((one) => Object.keys(one).length === 0) ?? false
    if (get === undefined || !isPublic || path === '/openapi.json') return []
    const name = /\{(\w+)\}/.exec(path)?.[1]
    const addresses =
      name === undefined ? [path] : idsFor(path, name).map((id) => path.replace(`{${name}}`, id))
    const queries = (get.parameters ?? [])
      .filter((one) => one.in === 'query')
      .flatMap((one) => valuesOf(one, word))
    const whole = (get.parameters ?? []).filter(({ name }) => name === 'include' || name === 'count')
    const everything = whole.flatMap((one) => valuesOf(one, word).slice(-1)).join('&')
    return addresses.flatMap((address) => [
      address,
      ...queries.map((query) => `${address}?${query}`),
      ...(everything === '' ? [] : [`${address}?${everything}`]),
    ])
  })
}

/** For what is hidden, field by field, and for what readers see, in whose order and number nothing hidden may weigh. */
function searchesFor(word: string): string[] {
  const fields = ['headline', 'summary', 'text'].flatMap((field) =>
    ['draft', 'embargoed', 'unpublished', 'former'].map((name) => name + field),
  )
  const hidden = [
    ...fields,
    'speaker',
    'creator',
    'agency',
    'caption',
    'alt',
    'notice',
    'spam',
    'note',
    'name',
  ]
  const open = ['harbour', 'harbour%20bridge', 'bridge%20-mayor', '%22harbour%20bridge%22', 'bridge%20open']
  return [
    ...hidden.map((field) => `q=Kanarie${word}${field}&count=exact`),
    ...open.flatMap((q) => [`q=${q}&count=exact`, `q=${q}&limit=1`]),
  ]
}

function valuesOf({ name, schema }: Parameter, word: string): string[] {
  const options = schema.enum ?? schema.items?.enum
  if (options !== undefined) {
    const each = options.map((option) => `${name}=${encodeURIComponent(option)}`)
    return schema.type === 'array' ? [...each, `${name}=${encodeURIComponent(options.join(','))}`] : each
  }
  if (schema.format === 'instant') return [`${name}=2026-11-24T08:30:00Z`]
  if (schema.type === 'integer') return [`${name}=1`]
  if (name === 'language') return [`${name}=nn`]
  if (name === 'q') return searchesFor(word)
  return ['draftsection', 'drafttag', 'embargoedagency', 'speaker', 'creator', 'agency', 'draftheadline'].map(
    (field) => `${name}=Kanarie${word}${field}`,
  )
}

// The answers of an operation as the document shows them: with the headers that every answer has, and with what is alike
// everywhere named once.

import { type ErrorKind, errorCodes, errorKinds } from '../errors.ts'
import { answerHeaders } from './answer-headers.ts'
import { type Answers, type Components, type DocumentedAnswer, pascal, refTo } from './document-parts.ts'

/** What may come of any request, whatever its address says: the server refuses it before, or the method is another. */
const anywhere: readonly ErrorKind[] = [
  'method_not_allowed',
  'timeout',
  'uri_too_long',
  'expectation_failed',
  'headers_too_large',
]
/** Refused before anybody is counted. */
const uncounted: readonly number[] = anywhere.map((kind) => errorKinds[kind])

const headersOfStatus: Record<number, string[]> = {
  401: ['WWW-Authenticate'],
  405: ['Allow'],
  409: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
}

/** Completes the answers of one operation; shared parts go to `components`. */
export function finishAnswersOf(
  { method, responses }: { method: string; responses: Answers },
  components: Components,
): Answers {
  const kinds = [...anywhere]
  if (method !== 'get') kinds.push('too_large')
  if (method !== 'get' && method !== 'delete') kinds.push('unsupported')
  const all: Answers = {
    ...Object.fromEntries(kinds.map((kind) => [errorKinds[kind], problem(kind)])),
    ...responses,
  }
  const finished = Object.entries(all).map(([status, answer]) => {
    const names = headerNames(Number(status), { isCounted: 429 in all, isConditional: 304 in all })
    const headers = headersOf(
      [...new Set([...names, ...Object.keys(answer.headers ?? {})])],
      answer,
      components,
    )
    const { description = '', content } = answer
    const complete = { description, headers, ...(content !== undefined && { content }) }
    return [status, share(Number(status), complete, components)] as const
  })
  return Object.fromEntries(finished)
}

const problem = (kind: ErrorKind): DocumentedAnswer => ({
  description: errorCodes[kind].title,
  content: { 'application/problem+json': { schema: refTo('schemas', 'Problem') } },
})

function headerNames(status: number, of: { isCounted: boolean; isConditional: boolean }): string[] {
  const names = ['X-Request-Id', 'Cache-Control', 'Vary']
  if (of.isCounted && !uncounted.includes(status)) names.push('RateLimit', 'RateLimit-Policy')
  if (of.isConditional && (status === 200 || status === 304)) names.push('ETag', 'Last-Modified')
  return [...names, ...(headersOfStatus[status] ?? [])]
}

/** A route may have its own words for what a header holds here. */
function headersOf(names: string[], { headers = {} }: DocumentedAnswer, components: Components) {
  const referred = names.map((name) => {
    const shared = answerHeaders[name]
    if (shared === undefined) return [name, headers[name]] as const
    const component = name.replaceAll('-', '')
    components.headers = { ...components.headers, [component]: shared }
    return [name, refTo('headers', component)] as const
  })
  return Object.fromEntries(referred)
}

/** Names of the answers that are alike everywhere; the others stay where they are. */
const sharedNames = new Map<number, string>([
  [301, 'Moved'],
  [304, 'NotModified'],
  [308, 'MovedForWrites'],
  ...Object.entries(errorKinds).map(([kind, status]) => [status, pascal(kind)] as const),
])

function share(status: number, answer: DocumentedAnswer, components: Components): DocumentedAnswer {
  const base = sharedNames.get(status)
  if (base === undefined) return answer
  const page = answer.content?.['text/html'] === undefined ? '' : 'OrPage'
  const count = uncounted.includes(status) || answer.headers?.RateLimit !== undefined ? '' : 'Uncounted'
  const name = `${base}${page}${count}`
  const known = components.responses?.[name]
  // A route that says something of its own under a status says it in its place.
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(answer)) return answer
  components.responses = { ...components.responses, [name]: answer }
  return refTo('responses', name)
}

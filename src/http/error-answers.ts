import { type ErrorKind, errorCodes, errorKinds } from '../errors.ts'
import { Problem, ref } from './schema.ts'

const extraHeaders: Partial<Record<ErrorKind, Record<string, string>>> = {
  unauthenticated: { 'WWW-Authenticate': 'How to authenticate (RFC 9110, section 11.6.1).' },
  unavailable: { 'Retry-After': 'Seconds to wait.' },
  rate_limited: { 'Retry-After': 'Seconds to wait.' },
}

/** The documented answers for some kinds of error, by status; `withPages` where a route has its own words, and HTML for a browser. */
export function errorAnswers(kinds: readonly ErrorKind[], withPages: boolean): Record<string, object> {
  const answers = kinds.map((kind) => {
    const own = withPages ? { 'Content-Language': 'Of the words, where they follow Accept-Language.' } : {}
    const headers = Object.entries({ ...extraHeaders[kind], ...own }).map(([name, description]) => [
      name,
      { type: 'string', description },
    ])
    const content = {
      'application/problem+json': { schema: ref(Problem) },
      ...(withPages && { 'text/html': { schema: { type: 'string' } } }),
    }
    return [
      errorKinds[kind],
      { description: errorCodes[kind].title, headers: Object.fromEntries(headers), content },
    ]
  })
  return Object.fromEntries(answers)
}

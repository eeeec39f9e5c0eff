// What the headers of our answers hold, each named once under `components` of the document.

interface Header {
  description: string
  /** Whether it is on every answer that documents it. */
  required: boolean
  schema: object
  example: unknown
}

export const answerHeaders: Record<string, Header> = {
  'X-Request-Id': {
    description: 'Names this request in the log; a UUID.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
    example: '019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11',
  },
  'Cache-Control': {
    description: 'Who may keep the answer, and for how many seconds (RFC 9111, section 5.2).',
    required: true,
    schema: { type: 'string' },
    example: 'public, max-age=5, stale-while-revalidate=25',
  },
  Vary: {
    description: 'Request headers that another answer would depend on (RFC 9110, section 12.5.5).',
    required: false,
    schema: { type: 'string' },
    example: 'Authorization, Accept-Encoding',
  },
  ETag: {
    description: 'Weak validator over everything shown; give it back in If-None-Match.',
    required: true,
    schema: { type: 'string', pattern: '^(?:W/)?"[^"]*"$' },
    example: 'W/"2jmj7l5rSw0yVb_vlWAYkK_YBwk"',
  },
  'Last-Modified': {
    description: 'When anything that readers see last changed, to the second.',
    required: false,
    schema: { type: 'string' },
    example: 'Tue, 24 Nov 2026 09:00:00 GMT',
  },
  Location: {
    description: 'The address of what was made, or to go on to.',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
    example: 'https://news.example/v1/articles/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11',
  },
  Link: {
    description: 'The next page of a list, with `rel="next"` (RFC 8288); absent on the last one.',
    required: false,
    schema: { type: 'string' },
    example: '<https://news.example/v1/comments?limit=1&cursor=eyJh>; rel="next"',
  },
  RateLimit: {
    description:
      'What is left: `r` requests for `t` seconds more (IETF draft ratelimit-headers); absent where nothing is counted.',
    required: false,
    schema: { type: 'string' },
    example: '"reads";r=1199;t=60',
  },
  'RateLimit-Policy': {
    description: 'The limit: `q` requests in a window of `w` seconds; absent where nothing is counted.',
    required: false,
    schema: { type: 'string' },
    example: '"reads";q=1200;w=60',
  },
  'Retry-After': {
    description:
      'Seconds to wait before trying again; on a conflict, only where the first request with an Idempotency-Key still runs.',
    required: false,
    schema: { type: 'integer', minimum: 0 },
    example: 1,
  },
  Allow: {
    description: 'The methods that the address takes.',
    required: true,
    schema: { type: 'string' },
    example: 'GET, HEAD, OPTIONS, POST',
  },
  'Content-Language': {
    description: 'The language of what people read in it, where it follows Accept-Language.',
    required: false,
    schema: { type: 'string' },
    example: 'de',
  },
  'X-Robots-Tag': {
    description: 'Tells search engines to leave the answer alone, where it is for one reader only.',
    required: false,
    schema: { type: 'string' },
    example: 'noindex',
  },
  Withheld: {
    description:
      'What was left out of the answer for want of rights, as a list of RFC 9651; absent where nothing was. For partners only.',
    required: false,
    schema: { type: 'string' },
    example: 'mediaCredit;reason=rights;count=2',
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 9110, section 11.6.1).',
    required: true,
    schema: { type: 'string' },
    example: 'Bearer realm="dateline"',
  },
}

// The closed table of everything that can go wrong. A kind fixes the HTTP status; a code is a kind or a
// finer word for one. Both are public contract: clients branch on them, so an entry is added, never changed.

/** Kinds of error and the HTTP status each one means (RFC 9110, section 15; RFC 6585). */
export const errorKinds = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  timeout: 408,
  conflict: 409,
  gone: 410,
  stale: 412,
  too_large: 413,
  uri_too_long: 414,
  unsupported: 415,
  expectation_failed: 417,
  unprocessable: 422,
  precondition_required: 428,
  rate_limited: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
} as const

export type ErrorKind = keyof typeof errorKinds

interface ErrorCode {
  kind: ErrorKind
  /** A short summary that never changes from one occurrence to the next (RFC 9457, section 3.1.3). */
  title: string
  /** What the client's developer should know and do. */
  help: string
}

const code = (kind: ErrorKind, title: string, help: string): ErrorCode => ({ kind, title, help })

/** Every code the server can answer with; the pages under `/problems/{code}` are made from it. */
export const errorCodes = {
  invalid: code(
    'invalid',
    'The request is not valid.',
    'A path, query or header value has the wrong form, or the body could not be parsed. `errors` names each place. Mend the request before sending it again.',
  ),
  unauthenticated: code(
    'unauthenticated',
    'The request carries no valid key.',
    'Send `Authorization: Bearer dl_<id>_<secret>` with a key that exists, has not expired and was not revoked. A key is never taken from the query.',
  ),
  forbidden: code(
    'forbidden',
    'This is not permitted.',
    'The detail says why. Where it names a scope, ask for a key with that scope. A comment is changed with the `Comment-Token` that it was last answered with, and with no other; nobody reacts to their own.',
  ),
  not_found: code(
    'not_found',
    'There is nothing here.',
    'The address names nothing that exists, or nothing this caller may see; the two are not told apart.',
  ),
  method_not_allowed: code(
    'method_not_allowed',
    'The method is not allowed here.',
    'The `Allow` header lists the methods this address takes.',
  ),
  not_acceptable: code(
    'not_acceptable',
    'None of the accepted types can be produced.',
    'Ask for one of the media types that the detail lists, or leave the `Accept` header out.',
  ),
  timeout: code(
    'timeout',
    'The request took too long to arrive.',
    'Send the whole request within the time limit, on a new connection.',
  ),
  conflict: code(
    'conflict',
    'The request conflicts with what is stored.',
    'Another resource holds the value, or the state does not permit the action. Read the resource again and decide.',
  ),
  duplicate: code(
    'conflict',
    'The same comment was posted already.',
    'A comment with the same name and text stands under this article since less than a day. Nothing was stored.',
  ),
  idempotency_key_running: code(
    'conflict',
    'The first request with this key is still running.',
    'Wait as long as `Retry-After` says, then send the same request again: it gets the answer of the first.',
  ),
  idempotency_answer_lost: code(
    'conflict',
    'The request was carried out, but its answer was lost.',
    'The server stopped between storing the change and its answer. Read what you meant to change; it is there, once. Of a batch it may be there in part: each item is carried out for itself, in order.',
  ),
  idempotency_key_reused: code(
    'unprocessable',
    'The Idempotency-Key was used for another request.',
    'A key names one request for 24 hours: the same address and the same body. Send a new key with a new request.',
  ),
  gone: code(
    'gone',
    'It was withdrawn.',
    'The resource existed and was withdrawn on purpose. Remove your copies of it.',
  ),
  withdrawn: code(
    'gone',
    'The article was withdrawn.',
    'It was published and then withdrawn for good. `detail` is the reason that its newsroom gives to readers, `withdrawnAt` the instant. Remove your copies of it, and of its quotes, credits and comments.',
  ),
  too_old: code(
    'gone',
    'The position is older than what is kept.',
    'Changes are kept for a time, and some behind this position are gone. Read anew what you mirror, then go on from `GET /v1/changes` without `since`: it begins with the oldest change that is kept, and what it repeats has a version you have already.',
  ),
  stale: code(
    'stale',
    'The resource changed since you read it.',
    'The version you named is not the current one. Read the resource again, apply your change to it and send the new version.',
  ),
  too_large: code('too_large', 'The request body is too large.', 'The detail names the limit in bytes.'),
  uri_too_long: code('uri_too_long', 'The address is too long.', 'Shorten the path or the query.'),
  unsupported: code(
    'unsupported',
    'The media type of the body is not taken here.',
    'Send one of the media types that the detail lists, in UTF-8.',
  ),
  expectation_failed: code(
    'expectation_failed',
    'The expectation cannot be met.',
    'Only `Expect: 100-continue` is understood.',
  ),
  unprocessable: code(
    'unprocessable',
    'The request is understood but cannot be carried out.',
    'The body parses but breaks its schema or a rule. `errors` lists every place with a JSON Pointer, a code and a sentence.',
  ),
  precondition_required: code(
    'precondition_required',
    'The request must name a version.',
    'Send `If-Match: "<version>"` with the version you read, so that nobody\'s change is lost.',
  ),
  rate_limited: code(
    'rate_limited',
    'Too many requests.',
    'Wait as long as `Retry-After` says. `RateLimit` and `RateLimit-Policy` tell what is left.',
  ),
  headers_too_large: code(
    'headers_too_large',
    'The request headers are too large.',
    'Send fewer or shorter headers.',
  ),
  internal: code(
    'internal',
    'Something went wrong on our side.',
    'Nothing was changed. Try again later; if it stays, report the `requestId`.',
  ),
  unavailable: code(
    'unavailable',
    'The service cannot answer now.',
    'The database is busy or out of reach, or the server is stopping. Try again after `Retry-After` seconds.',
  ),
  comments_closed: code(
    'forbidden',
    'Comments are closed.',
    'The article takes no comments, or takes none any more.',
  ),
  edit_window_closed: code(
    'forbidden',
    'The time to change this comment is over.',
    'Authors change and delete their comments until `editableUntil`, and none that a moderator has refused. After that, ask the newsroom.',
  ),
} as const satisfies Record<string, ErrorCode>

export type ErrorCodeName = keyof typeof errorCodes

/** One place in a request that is wrong: where, which, and in words what would be right. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header'
  /** JSON Pointer (RFC 6901) into the body; `/name` for a query or path parameter or a header. */
  pointer: string
  /** Stable and machine-readable: `required`, `invalid`, `unknown`, `too_long`, `too_many`, `out_of_range` ... */
  code: string
  message: string
}

interface AppErrorOptions {
  /** A finer code of the same kind. */
  code?: ErrorCodeName
  errors?: FieldError[]
  /** Response headers the answer must carry, such as `Retry-After` or `Allow`. */
  headers?: Record<string, string>
  /** When what is gone was withdrawn. */
  withdrawnAt?: Date
  cause?: unknown
}

/** The one error that is meant for a client. `detail` is a sentence for its developer: no SQL, path or stack. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly code: ErrorCodeName
  readonly errors: FieldError[]
  readonly headers: Record<string, string>
  readonly withdrawnAt: Date | undefined

  constructor(kind: ErrorKind, detail: string, options: AppErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.kind = kind
    this.code = options.code ?? kind
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
    this.withdrawnAt = options.withdrawnAt
  }

  get status(): number {
    return errorKinds[this.kind]
  }
}

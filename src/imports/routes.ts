import { Type } from 'typebox'
import { AppError } from '../errors.ts'
import { type Actor, may } from '../http/actor.ts'
import type { Link } from '../http/links.ts'
import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { ImportParams, ImportQuery, ImportReport, maxImportBytes } from './schema.ts'
import type { ImportStore } from './store.ts'

interface Deps {
  imports: ImportStore
  link: Link
}

/** The validator sees bytes, which no schema describes; the document says what they are. */
const RawText = Type.Unsafe<Buffer>({ description: 'The text itself, at most 10 MB.' })

export function importRoutes(route: AddRoute, { imports, link }: Deps): void {
  const shared = { tag: 'imports', access: 'imports:write', cache: 'none' } as const

  route({
    ...shared,
    method: 'POST',
    url: '/v1/imports',
    operationId: 'createImport',
    summary: 'Import a text',
    description:
      'The body is the text itself, of any media type; ninjs may be one item or a list of items; of a feed, each item is a story. A story that was imported before is revised, or left as it is where nothing changed; what an editor has changed stays. A text of one story that is refused is 422; of several, each is stored or refused on its own, and the report says which.',
    query: ImportQuery,
    body: RawText,
    takes: ['*'],
    bodyLimit: maxImportBytes,
    answers: {
      200: { description: 'What a dry run would have done.', schema: ref(ImportReport) },
      201: {
        description: 'What was done.',
        schema: ref(ImportReport),
        headers: { Location: 'Address of the report.' },
      },
    },
    errors: ['unprocessable'],
    handle: async ({ query, body, actor, reply }) => {
      const { format, dryRun = false, publish = false, sourceId } = query
      if (publish) requirePublish(actor)
      const document = { source: sourceId ?? 'request', bytes: toBytes(body) }
      const report = await imports.run([document], { format, dryRun, publish, sourceId, actor })
      throwIfRefused(report)
      if (dryRun) return report
      const kept = await imports.keep(report, actor)
      reply.code(201).header('location', link(`/v1/imports/${kept.id}`))
      return kept
    },
  })

  route({
    ...shared,
    method: 'GET',
    url: '/v1/imports/:id',
    operationId: 'getImport',
    summary: 'Get the report of an import',
    params: ImportParams,
    answers: { 200: { description: 'The report as it was answered.', schema: ref(ImportReport) } },
    errors: ['not_found'],
    handle: ({ params }) => imports.find(params.id),
  })
}

/** A request without a body comes as an empty object: it is an empty text, and is refused as one. */
const toBytes = (body: unknown): Uint8Array => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

function requirePublish(actor: Actor): void {
  if (may(actor, 'articles:publish')) return
  throw new AppError('forbidden', 'The key lacks the scope articles:publish, which "publish" needs.')
}

/** One story that is refused is a request that failed; nothing of it was stored. */
function throwIfRefused({ items }: ImportReport): void {
  const [item] = items
  if (item === undefined || items.length > 1 || item.action !== 'refused') return
  const errors = item.problems.map(({ code, message, pointer = '' }) => ({
    in: 'body' as const,
    pointer,
    code,
    message,
  }))
  throw new AppError('unprocessable', errors[0]?.message ?? 'The text holds no story.', { errors })
}

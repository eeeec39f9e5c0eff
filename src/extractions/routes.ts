import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { extract } from './extract.ts'
import { Extraction, NewExtraction } from './schema.ts'

export function extractionRoutes(route: AddRoute): void {
  route({
    method: 'POST',
    url: '/v1/extractions',
    operationId: 'createExtraction',
    tag: 'extractions',
    summary: 'Read a text',
    description:
      'Headline, dateline, byline, credits, body and quotes of one story, or of a passage of one. Nothing is stored.',
    access: 'public',
    cache: 'none',
    limit: 'extractions',
    body: ref(NewExtraction),
    answers: { 200: { description: 'What the text says.', schema: ref(Extraction) } },
    errors: [],
    handle: async ({ body }) => extract(Buffer.from(body.text)),
  })
}

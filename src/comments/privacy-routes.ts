import type { AddRoute } from '../http/route.ts'
import { ref } from '../http/schema.ts'
import { PrivacyErasure, PrivacyExport, PrivacyRequest } from './privacy-schema.ts'
import type { PrivacyStore } from './privacy-store.ts'

/** What the law lets readers ask; whoever answers them has a scope of its own. */
export function privacyRoutes(route: AddRoute, { privacy }: { privacy: PrivacyStore }): void {
  const shared = {
    method: 'POST',
    tag: 'moderation',
    access: 'privacy:manage',
    cache: 'none',
    body: ref(PrivacyRequest),
    errors: ['not_found'],
  } as const

  route({
    ...shared,
    url: '/v1/privacy/export',
    operationId: 'exportPersonalData',
    summary: 'Export what is kept about a person',
    description:
      'The comments left under an e-mail address, or the one that a token opens, with all personal data.',
    answers: { 200: { description: 'What is kept.', schema: ref(PrivacyExport) } },
    handle: ({ body }) => privacy.export(body),
  })

  route({
    ...shared,
    url: '/v1/privacy/erase',
    operationId: 'erasePersonalData',
    summary: 'Erase what is kept about a person',
    description:
      'The comments stay as they are seen, under the name Anonymous; who left them, former texts and what belongs to them are gone. Nothing hidden is shown by it.',
    answers: { 200: { description: 'What was erased.', schema: ref(PrivacyErasure) } },
    handle: ({ body, actor }) => privacy.erase(body, actor),
  })
}

// Puts the recorded answers into the document: one for each operation, one for each kind of refusal.

import { errorKinds } from '../errors.ts'
import { type Content, type Document, pascal } from './document-parts.ts'
import type { Examples } from './examples.ts'

/** Shows every example in its place. */
export function showExamples({ paths, components }: Document, { operations, problems }: Examples): void {
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    const example = operations[operation.operationId]
    if (example === undefined) continue
    show(operation.requestBody?.content, example.request)
    show(operation.responses[example.status]?.content, example.answer)
  }
  for (const [kind, status] of Object.entries(errorKinds)) {
    const shared = Object.entries(components.responses ?? {}).filter(([name]) => isOf(name, pascal(kind)))
    for (const [, { content }] of shared) show(content, problems[status])
  }
}

/** An error is named for its kind, with `OrPage` or `Uncounted` behind it where there are several. */
const isOf = (name: string, kind: string): boolean => name.replace(/(?:OrPage)?(?:Uncounted)?$/, '') === kind

/** Of several media types, those whose value is the JSON that was recorded; a form or a format of the trade is another text. */
const recorded = /^(?:application\/(?:(?:merge-patch|problem)\+)?json|\*\/\*)$/

function show(content: Content | undefined, example: unknown): void {
  if (content === undefined || example === undefined) return
  for (const [type, media] of Object.entries(content)) {
    if (recorded.test(type)) media.example = example
  }
}

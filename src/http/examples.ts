// Real answers, recorded by `npm run openapi`, which the document shows as its examples. Ids and secrets in them are made up.

import { readFileSync } from 'node:fs'

export interface Examples {
  /** By operation: what was sent, and how it was answered when all went well. */
  operations: Record<string, { status: number; request?: unknown; answer?: unknown }>
  /** By status: one refusal. */
  problems: Record<string, unknown>
}

/** Throws where the file is missing: it belongs to the code. */
export const readExamples = (): Examples =>
  // The file is of our own making, and a test compares it.
  JSON.parse(readFileSync(new URL('../../openapi/examples.json', import.meta.url), 'utf8')) as Examples

// Examples of the document are real answers: what the story was answered with, and what was refused. The clock stands still; what
// differs from run to run, ids and secrets, is replaced by words that are always the same.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from '../../src/db/index.ts'
import type { Examples } from '../../src/http/examples.ts'
import { collectRefusals } from './refusals.ts'
import { type Exchange, serveStory } from './serve-story.ts'
import { steps } from './steps.ts'

/** Tells the whole story to a new server and gives what is worth showing. Throws where a step fails. */
export async function makeExamples(): Promise<Examples> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-examples-'))
  const db = await open(`file:${join(folder, 'dateline.db')}`)
  const served = await serveStory(db)
  try {
    for (const step of Object.values(steps)) await step(served.story)
    const refusals = await collectRefusals(served, () => db.close())
    const problems = [...refusals].sort(([one], [other]) => one - other)
    return {
      operations: operationsOf(served.exchanges),
      problems: Object.fromEntries(problems.map(([status, body]) => [status, normalized(body)])),
    }
  } finally {
    await served.close()
    await db.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The first call of each operation that went well; the document itself is no example of itself. */
function operationsOf(exchanges: Exchange[]): Examples['operations'] {
  const operations: Examples['operations'] = {}
  for (const { operation, status, sent, received, type } of exchanges) {
    if (status >= 300 || operation in operations || operation === 'getOpenApi') continue
    operations[operation] = {
      status,
      ...(sent !== '' && { request: sent.startsWith('{') ? normalized(sent) : sent }),
      ...(type === 'application/json' && { answer: normalized(received) }),
    }
  }
  return operations
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const secretNames = /^(?:editToken|formToken|avatarSeed|ipHash)$/

/** The JSON with its ids numbered in their order, and with its secrets, seeds and cursors made up. */
function normalized(json: string): unknown {
  const ids = new Map<string, string>()
  const numbered = json
    .replace(/wait \d+ seconds/, 'wait 60 seconds')
    .replace(/whsec_[\w+/]+=*/g, 'whsec_bm90LWEtcmVhbC1vbmUtYnV0LWFzLWxvbmcu')
    .replace(/dp_[\w-]+/g, 'dp_bm90LWEtcmVhbC1vbmU')
    .replace(uuid, (id) => {
      const known = ids.get(id) ?? `019a3f0e-7c2b-7d3e-9a51-${String(ids.size + 1).padStart(12, '0')}`
      ids.set(id, known)
      return known
    })
  return JSON.parse(numbered, (name, value) => {
    if (typeof value !== 'string') return value
    if (name === 'key') return value.replace(/_[0-9a-f]{48}$/, `_${'0'.repeat(48)}`)
    // A position of the change feed is a number, and no secret.
    const isCursor = name === 'next' && !/^\d+$/.test(value)
    return isCursor || secretNames.test(name) ? 'bm90LWEtcmVhbC1vbmU' : value
  })
}

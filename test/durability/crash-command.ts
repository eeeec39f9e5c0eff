// `npm run crash -- --kills 100`

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keyStore } from '../../src/auth/store.ts'
import { open } from '../../src/db/index.ts'
import type { Scope } from '../../src/http/actor.ts'
import { plainEnvironment } from '../support/built.ts'
import { crash } from './crash.ts'

/** An environment for servers on the database, and a key that may write there. */
export async function prepareCrash(
  databaseUrl: string,
  ...more: Scope[]
): Promise<{ env: NodeJS.ProcessEnv; key: string }> {
  const db = await open(databaseUrl)
  const { key } = await keyStore(db, () => new Date()).create({
    name: 'crash',
    scopes: ['articles:write', 'articles:publish', ...more],
  })
  await db.close()
  return { env: plainEnvironment({ DATABASE_URL: databaseUrl }), key }
}

async function run(kills: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-crash-'))
  try {
    const { env, key } = await prepareCrash(`file:${join(folder, 'crash.db')}`)
    const report = await crash(env, key, kills)
    process.stdout.write(
      `${report.kills} kills: ${report.articles} articles and ${report.comments} comments acknowledged, all there; ${report.whole} articles held against feed, search, quotes, comments and history, none half written.\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } })
  await run(Number(values.kills))
}

// `npm run mirror -- --changes 10000 --writers 4 --kills 20`

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { keyStore } from '../../src/auth/store.ts'
import { open } from '../../src/db/index.ts'
import { mirrorUnderKills } from './mirror.ts'

/** An environment for servers on the database, and a key that may write there. */
export async function prepareSite(databaseUrl: string): Promise<{ env: NodeJS.ProcessEnv; key: string }> {
  const db = await open(databaseUrl)
  const { key } = await keyStore(db, () => new Date()).create({
    name: 'mirror',
    scopes: ['articles:write', 'articles:publish', 'media:write'],
  })
  await db.close()
  return { env: { ...process.env, DATABASE_URL: databaseUrl }, key }
}

async function run(options: { changes: number; writers: number; kills: number }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-mirror-'))
  try {
    const source = await prepareSite(`file:${join(folder, 'source.db')}`)
    const target = await prepareSite(`file:${join(folder, 'target.db')}`)
    const report = await mirrorUnderKills({ source, target, ...options })
    process.stdout.write(
      `${report.written} changes by ${options.writers} writers, the follower killed ${report.kills} times: both sides show the same ${report.articles} articles, none twice, and nothing embargoed was ever there; ${Math.round(report.seconds)} s.\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      changes: { type: 'string', default: '10000' },
      writers: { type: 'string', default: '4' },
      kills: { type: 'string', default: '20' },
    },
  })
  await run({
    changes: Number(values.changes),
    writers: Number(values.writers),
    kills: Number(values.kills),
  })
}

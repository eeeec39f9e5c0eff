// `npm run order -- --changes 10000`

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareCrash } from '../durability/crash-command.ts'
import { kill, read, type Site, startServer } from '../durability/site.ts'
import { type Desk, pollUnderWrites } from './order.ts'

const deskOf = (site: Site): Desk => ({
  async write(method, url, payload) {
    const answer = await fetch(site.url + url, {
      method,
      headers: {
        authorization: `Bearer ${site.key}`,
        'content-type': 'application/json',
        'if-match': '*',
      },
      body: JSON.stringify(payload),
    })
    if (!answer.ok) throw new Error(`${method} ${url}: ${await answer.text()}`)
    return (await answer.json()) as { id: string; version: number }
  },
  poll: (since) => read(site, `/v1/changes?since=${since}&limit=100`, { isReader: true }),
})

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '10000' },
    writers: { type: 'string', default: '4' },
    servers: { type: 'string', default: '2' },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'dateline-order-'))
const { env, key } = await prepareCrash(`file:${join(folder, 'order.db')}`, 'media:write')
const started = await Promise.all(Array.from({ length: Number(values.servers) }, () => startServer(env, key)))
try {
  const options = { writers: Number(values.writers), changes: Number(values.changes) }
  const told = await pollUnderWrites(
    started.map(({ site }) => deskOf(site)),
    options,
  )
  process.stdout.write(
    `${told} changes by ${options.writers} writers at ${started.length} servers: each was told once, in order.\n`,
  )
} finally {
  await Promise.all(started.map(({ server }) => kill(server)))
  await rm(folder, { recursive: true, force: true })
}

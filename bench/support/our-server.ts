// The application as `dateline serve` runs it, saying its address as JSON.

import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { open } from '../../src/db/index.ts'

const config = readConfig(process.env)
const db = await open(config.databaseUrl)
const app = await buildApp({ config, db })
const url = await app.listen({ host: config.host, port: config.port })
process.stdout.write(`${JSON.stringify({ url })}\n`)
process.once('SIGTERM', async () => {
  await app.close()
  await db.close()
  process.exit(0)
})

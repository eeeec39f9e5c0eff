import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { tempFolder } from '../support/temp.ts'
import { cli } from './cli.ts'

t.test('openapi writes the same document to a file and to standard output', async (t) => {
  const file = join(await tempFolder(t), 'made', 'openapi.json')
  const env = { DATABASE_URL: 'file:/nowhere/at/all.db', PUBLIC_URL: 'https://news.example' }
  const printed = await cli(['openapi'], { env })
  t.equal(printed.code, 0)
  t.match(JSON.parse(printed.stdout), { openapi: '3.1.0', servers: [{ url: '/' }] })
  t.equal((await cli(['openapi', '--output', file], { env })).code, 0)
  t.equal(await readFile(file, 'utf8'), printed.stdout)
})

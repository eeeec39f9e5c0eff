import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { open } from '../db/index.ts'
import type { Command } from './io.ts'

export const openApiCommand: Command = {
  usage: `Usage: dateline openapi [--output <file>]

The document is made from the code alone: neither settings nor data change it.`,
  async run(args, io) {
    const { values } = parseArgs({ args, options: { output: { type: 'string' } } })
    const document = JSON.stringify(await makeDocument(), null, 2)
    if (values.output === undefined) {
      io.out(document)
      return 0
    }
    await mkdir(dirname(values.output), { recursive: true })
    await writeFile(values.output, `${document}\n`)
    io.out(`Wrote ${values.output}.`)
    return 0
  },
}

/** The application needs a database to stand on, if only an empty one. */
async function makeDocument(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-openapi-'))
  try {
    const db = await open(`file:${join(folder, 'empty.db')}`)
    try {
      const app = await buildApp({ config: readConfig({}), db })
      const document = app.swagger()
      await app.close()
      return document
    } finally {
      await db.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

import { parseArgs } from 'node:util'
import { open } from '../db/index.ts'
import type { Command } from './io.ts'
import { settingsOf } from './settings.ts'

export const migrateCommand: Command = {
  usage: `Usage: dateline migrate

Makes the database that DATABASE_URL names where there is none, and applies what migrations are due.
"serve" does so too; several processes may start at once.`,
  async run(args, io) {
    parseArgs({ args, options: {} })
    const db = await open(settingsOf(io).databaseUrl)
    await db.close()
    io.out('The database is up to date.')
    return 0
  },
}

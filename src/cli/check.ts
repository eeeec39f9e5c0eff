import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Difference, differencesIn } from '../checks/derived.ts'
import { derivedKinds } from '../checks/kinds.ts'
import { type Fault, findFaults } from '../db/integrity.ts'
import type { Command } from './io.ts'
import { settingsOf } from './settings.ts'
import { withDatabase } from './with-database.ts'

export const checkCommand: Command = {
  usage: `Usage: dateline check [--repair] [--json]

Recounts what is counted, and holds what is searched against the texts; of a SQLite file also whether its pages, its references and
its index of words are whole. A server may run meanwhile. Ends with 1 when something differed, mended or not.

  --repair  writes what each value is derived from; rows that refer to nothing, and damaged pages, are told only
  --json    an object with "differences" and "faults"`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { repair: { type: 'boolean' }, json: { type: 'boolean' } },
    })
    const { repair = false, json = false } = values
    const config = settingsOf(io)
    const differences: Difference[] = []
    const faults = await withDatabase(config, async (db) => {
      const found = findFaults(config.databaseUrl, repair)
      const kinds = derivedKinds(db, () => new Date())
      for await (const difference of differencesIn(kinds, { mend: repair, pause: turn })) {
        differences.push(difference)
        if (!json) io.out(lineOf(difference))
      }
      return found
    })
    if (json) {
      io.out(JSON.stringify({ repaired: repair, differences, faults }, null, 2))
    } else {
      for (const fault of faults) io.out(`${fault.what}: ${fault.detail}`)
      io.out(summaryOf(differences, faults, repair))
    }
    return differences.length + faults.length === 0 ? 0 : 1
  },
}

const lineOf = ({ what, id, stored, expected }: Difference): string =>
  `${what} of ${id}: ${stored}, expected ${expected}`

function summaryOf(differences: readonly Difference[], faults: readonly Fault[], repair: boolean): string {
  if (differences.length + faults.length === 0) return 'Nothing differs.'
  const lasting = faults.filter(({ what }) => what !== 'searchIndex').length
  const told = `${differences.length} values differed, ${faults.length} faults were found`
  if (!repair) return `${told}; --repair mends what can be derived.`
  return lasting === 0 ? `${told}; all of it is mended.` : `${told}; ${lasting} of the faults need a backup.`
}

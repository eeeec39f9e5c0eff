import { parseArgs } from 'node:util'
import { showConfig } from '../config.ts'
import type { Command } from './io.ts'
import { settingsOf } from './settings.ts'

export const configCommand: Command = {
  usage: `Usage: dateline config [--json]

  --json  an object of values by variable, null where there is none`,
  async run(args, io) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const shown = showConfig(settingsOf(io))
    if (values.json) {
      const pairs = shown.map(({ variable, value }) => [variable, value])
      io.out(JSON.stringify(Object.fromEntries(pairs), null, 2))
      return 0
    }
    for (const { variable, value, help } of shown) io.out(`${variable}=${value ?? ''}\n    ${help}`)
    return 0
  },
}

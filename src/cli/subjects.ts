import { parseArgs } from 'node:util'
import { readVocabulary } from '../taxonomies/vocabulary.ts'
import { readInput } from './input.ts'
import type { Command } from './io.ts'
import { settingsOf } from './settings.ts'
import { usageError } from './usage-error.ts'
import { withStores } from './with-stores.ts'

const maxBytes = 50 * 1024 * 1024

export const subjectsCommand: Command = {
  usage: `Usage: dateline subjects import [--json] <file|->

Loads a vocabulary of subjects, which /v1/subjects then serves: a concept scheme in the JSON form in which the IPTC
publishes its Media Topics. What is loaded already is replaced, concept by concept. A file with a concept that is not as
it should be is refused whole.

  --json  an object with "loaded", the number of concepts`,
  async run([name = '', ...args], io) {
    if (name !== 'import') throw usageError('Say import.')
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    })
    const [path] = positionals
    if (path === undefined || positionals.length > 1)
      throw usageError('Name one file, or - for standard input.')
    const concepts = readVocabulary(await readInput(path, io, maxBytes))
    await withStores(settingsOf(io), ({ subjects }) => subjects.load(concepts))
    const loaded = concepts.length
    io.out(
      values.json ? JSON.stringify({ loaded }) : `${loaded} ${loaded === 1 ? 'subject' : 'subjects'} loaded.`,
    )
    return 0
  },
}

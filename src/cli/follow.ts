import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AppError } from '../errors.ts'
import { follow, type Progress } from '../follow/follow.ts'
import { mirrorStore } from '../follow/mirror-store.ts'
import { openSource } from '../follow/source.ts'
import { linkFrom } from '../http/links.ts'
import { createStores } from '../stores.ts'
import type { Command, Io } from './io.ts'
import { operator } from './operator.ts'
import { settingsOf } from './settings.ts'
import { watchSignals } from './signals.ts'
import { usageError } from './usage-error.ts'
import { withDatabase } from './with-database.ts'

export const followCommand: Command = {
  usage: `Usage: dateline follow [options] <url>

Mirrors the articles of another Dateline with their credits, quotes and corrections, as its key may see them: what changes
there changes here, what goes there is deleted here, what is withdrawn there is withdrawn here with its reason. Each copy names
the original's address as its canonical one. Its words and its embargo are the source's, whoever changes them here; an editor
here decides whether it is shown (unpublish) and takes comments. Comments are not mirrored. It works beside a running server and may be stopped at any moment: it goes on where it was.

  --key-file <path>  a file with the key; the variable DATELINE_FOLLOW_KEY does as well
  --key <key>        the key, for all to see who see the processes of this machine
  --once             catch up, and end
  --json             print what is done as lines of JSON`,
  async run(args, io) {
    const { url, key, once, json } = await readArguments(args, io)
    const { DATELINE_FOLLOW_KEY: _, ...env } = io.env
    const config = settingsOf({ ...io, env })
    const stop = new AbortController()
    const signals = watchSignals(['SIGTERM', 'SIGINT'])
    void signals.first.then(() => stop.abort())
    const source = openSource({ url, key, signal: stop.signal, onTrouble: io.err })
    const count = { refused: 0 }
    try {
      await withDatabase(config, async (db) => {
        const now = () => new Date()
        const link = linkFrom(config.publicUrl, () => `http://${config.host}:${config.port}`)
        const stores = await createStores({ config, db, now, link })
        const mirror = mirrorStore(db, url, { ...stores, now, actor: operator })
        const onProgress = (progress: Progress) => {
          count.refused += progress.refused.length
          tell(progress, { io, json })
        }
        await follow({ source, mirror, now, onProgress }, once).catch((err: unknown) => {
          if (!stop.signal.aborted) throw err
        })
      })
      return count.refused === 0 ? 0 : 1
    } finally {
      signals.forget()
    }
  },
}

async function readArguments(args: string[], io: Io) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      'key-file': { type: 'string' },
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const [url = ''] = positionals
  if (positionals.length !== 1 || !/^https?:\/\/[^/?#]/.test(url) || !URL.canParse(url))
    throw usageError('Name the address of one site, such as https://news.example.')
  const path = values['key-file']
  const fromFile = path === undefined ? undefined : (await readKey(path)).trim()
  const key = values.key ?? fromFile ?? (io.env.DATELINE_FOLLOW_KEY || undefined)
  return { url: url.replace(/\/$/, ''), key, once: values.once, json: values.json }
}

const readKey = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid', `The file of the key, ${path}, cannot be read.`, { cause })
  })

function tell({ position, outcomes, refused }: Progress, { io, json }: { io: Io; json: boolean }): void {
  const counts = { created: 0, updated: 0, unchanged: 0, withdrawn: 0, removed: 0 }
  for (const outcome of outcomes) counts[outcome] += 1
  if (json) io.out(JSON.stringify({ position, ...counts, refused }))
  else {
    const said = Object.entries(counts).flatMap(([name, many]) => (many === 0 ? [] : [`${many} ${name}`]))
    if (said.length > 0) io.out(said.join(', '))
  }
  for (const { id, reason } of refused) io.err(`The article ${id} cannot be stored here: ${reason}`)
}

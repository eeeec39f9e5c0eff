import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { pageOf } from '../articles/wire.ts'
import { ndjsonLines } from '../exports/ndjson.ts'
import { wxrLines } from '../exports/wxr.ts'
import { linkFrom } from '../http/links.ts'
import type { Command, Io } from './io.ts'
import { operator } from './operator.ts'
import { settingsOf } from './settings.ts'
import { usageError } from './usage-error.ts'
import { withStores } from './with-stores.ts'

const formats = ['ndjson', 'wxr'] as const

export const exportCommand: Command = {
  usage: `Usage: dateline export [--format ndjson|wxr] [--output <file>]

Writes every article with its comments, whatever their state, to standard output or a file. It works beside a running
server. Personal data of readers stays behind: no e-mail address, no network address. "dateline import" reads both.

  --format  ndjson (the default): a JSON object a line, articles with their media credits and quotes before their comments;
            wxr: a WordPress export
  --output  the file to write`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: { format: { type: 'string', default: 'ndjson' }, output: { type: 'string' } },
    })
    const format = formats.find((known) => known === values.format)
    if (format === undefined)
      throw usageError(`"${values.format}" is not a format; there are ${formats.join(', ')}.`)
    const config = settingsOf(io)
    await withStores(config, async ({ exports }) => {
      const link = linkFrom(config.publicUrl, () => `http://${config.host}:${config.port}`)
      const site = {
        name: config.siteName,
        url: link('/').replace(/\/$/, ''),
        language: config.language,
        pageOf: (article: { id: string; slug: string }) =>
          pageOf(article, { link, articleUrl: config.articleUrl }),
      }
      const lines =
        format === 'ndjson' ? ndjsonLines(exports, operator) : wxrLines(exports, { site, actor: operator })
      await writeLines(lines, values.output, io)
    })
    if (values.output !== undefined) io.err(`Wrote ${values.output}.`)
    return 0
  },
}

async function writeLines(lines: AsyncIterable<string>, output: string | undefined, io: Io): Promise<void> {
  if (output === undefined) {
    for await (const line of lines) io.out(line)
    return
  }
  const file = createWriteStream(output)
  const done = finished(file)
  for await (const line of lines)
    if (!file.write(`${line}\n`)) await Promise.race([once(file, 'drain'), done])
  file.end()
  await done
}

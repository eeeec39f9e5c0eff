import { parseArgs } from 'node:util'
import { AppError } from '../errors.ts'
import { type ImportFormat, importFormats } from '../imports/formats.ts'
import type { ImportItem, ImportReport } from '../imports/schema.ts'
import type { ImportOptions } from '../imports/store.ts'
import { documentsOf, endings, findFiles } from './import-files.ts'
import type { Command, Io } from './io.ts'
import { operator } from './operator.ts'
import { settingsOf } from './settings.ts'
import { usageError } from './usage-error.ts'
import { withStores } from './with-stores.ts'

export const importCommand: Command = {
  usage: `Usage: dateline import [options] <file|folder|-> …

Reads each file, and each .txt file of a folder, as a story, and stores it as an article with its media credits and
quotes. A story that was imported before is revised, or left as it is where nothing changed; what an editor has changed
stays. A feed (rss, atom, jsonFeed) brings an article for each item. An export of a whole site (wxr: WordPress) brings its articles and their comments, with their threads, dates and
states; one of disqus brings comments to the articles that are here already. Both are read as they come, whatever their
size. It works beside a running server. The exit code is 1 when anything
was refused; standard error then names file, line and reason.

  --publish         publish at once what is new
  --dry-run         report what would be done, and store nothing
  --json            print the report as JSON
  --source-id <id>  the sender's own id, for a single story: the same id again is the same article
  --format <name>   one of ${importFormats.join(', ')} (the default is wireText)`,
  async run(args, io) {
    const { paths, options, json } = readArguments(args)
    const files = await findFiles(paths, options.format)
    if (files.length === 0)
      throw new AppError('invalid', `There is no ${endings[options.format]} file in ${paths.join(', ')}.`)
    if (options.sourceId !== undefined && files.length > 1)
      throw usageError(`--source-id names one story; there are ${files.length} files.`)
    const report = await withStores(settingsOf(io), async ({ imports }) => {
      const tell = teller(io, { total: files.length, json })
      const documents = documentsOf(files, {
        io,
        format: options.format,
        starts: ({ path }) => tell.starts(path),
      })
      const done = await imports.run(documents, options, tell.item)
      tell.ends()
      return options.dryRun || done.counts.refused === done.items.length
        ? done
        : imports.keep(done, options.actor)
    })
    io.out(json ? JSON.stringify(report, null, 2) : summaryOf(report))
    return report.counts.refused === 0 && (report.comments?.refused ?? 0) === 0 ? 0 : 1
  },
}

function readArguments(args: string[]): { paths: string[]; options: ImportOptions; json: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      publish: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'source-id': { type: 'string' },
      format: { type: 'string', default: 'wireText' },
    },
  })
  if (positionals.length === 0) throw usageError('Name a file or a folder, or - for standard input.')
  const { publish, 'dry-run': dryRun, 'source-id': sourceId, json } = values
  const options = { format: readFormat(values.format), dryRun, publish, sourceId, actor: operator }
  return { paths: positionals, options, json }
}

function readFormat(given: string): ImportFormat {
  const format = importFormats.find((known) => known === given)
  if (format !== undefined) return format
  throw usageError(`"${given}" is not a format; there are ${importFormats.join(', ')}.`)
}

/** Tells of the work as it goes on: a line a story, and on a terminal where it stands. */
function teller(io: Io, { total, json }: { total: number; json: boolean }) {
  let count = 0
  const clear = () => io.status?.('\r\u001b[K')
  return {
    starts(path: string) {
      count += 1
      if (total > 1) io.status?.(`\r\u001b[K${count} of ${total}: ${path.slice(-60)}`)
    },
    item(item: ImportItem) {
      clear()
      if (item.action === 'refused' || (item.comments?.refused ?? 0) > 0)
        for (const problem of item.problems) io.err(lineOf(item, problem))
      else if (!json) for (const line of linesOf(item)) io.out(line)
    },
    ends: clear,
  }
}

const linesOf = (item: ImportItem): string[] => [
  `${item.action.padEnd(9)} ${item.slug ?? ''}  (${item.source})`,
  ...item.problems.map((problem) => `          ${lineOf(item, problem)}`),
]

/** As compilers write it, so that editors find the place; what is about no line says itself what it is about. */
const lineOf = ({ source }: ImportItem, { line, message }: ImportItem['problems'][number]): string =>
  line === null && message.startsWith(source)
    ? message
    : `${source}:${line === null ? '' : `${line}:`} ${message}`

function summaryOf({ counts, dryRun, comments }: ImportReport): string {
  const { created, updated, unchanged, skipped, refused } = counts
  const start = dryRun ? 'Nothing was stored; an import would give ' : ''
  const left = skipped === 0 ? '' : `${skipped} skipped, `
  const stories = `${start}${created} created, ${updated} updated, ${unchanged} unchanged, ${left}${refused} refused.`
  return comments === undefined ? stories : `${stories}\n${commentsLine(comments)}`
}

const commentsLine = ({ read, ...counts }: NonNullable<ImportReport['comments']>): string => {
  const { created, published, pending, spam, unchanged, skipped, refused } = counts
  const news = `${created} created (${published} published, ${pending} pending, ${spam} spam)`
  return `Comments: ${read} read, ${news}, ${unchanged} unchanged, ${skipped} skipped, ${refused} refused.`
}

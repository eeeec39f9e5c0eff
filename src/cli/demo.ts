// A site to look at: migrations, sample stories, a comment and a key, all through the server's own interface.

import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { buildApp } from '../app.ts'
import { keyStore } from '../auth/store.ts'
import type { Database } from '../db/database.ts'
import { open } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Scope } from '../http/actor.ts'
import type { ImportReport } from '../imports/schema.ts'
import type { Command } from './io.ts'
import { runServer } from './serve.ts'
import { settingsOf } from './settings.ts'

type App = Awaited<ReturnType<typeof buildApp>>

export const demoCommand: Command = {
  usage: `Usage: dateline demo

Brings the database up to date, imports and publishes the stories of examples/wire, makes an editor's key and starts the
server. It may be run again: nothing is imported twice, and the key of the time before is revoked.`,
  async run(args, io) {
    parseArgs({ args, options: {} })
    const config = settingsOf({ ...io, env: { LOG_LEVEL: 'warn', ...io.env } })
    const db = await open(config.databaseUrl)
    return runServer({ config, db, io }, async (app, url) => {
      const key = await renewKey(db)
      const slugs = await importSamples(app, key)
      const story = await chooseStory(app, slugs, config.language)
      await leaveComment(app, story)
      io.out(describe({ url, key, slugs, story }))
    })
  },
}

const keyName = 'demo editor'
const keyScopes: readonly Scope[] = [
  'articles:read',
  'articles:write',
  'articles:publish',
  'media:write',
  'quotes:write',
  'comments:moderate',
  'imports:write',
]

/** A key is shown only once, so each run makes its own and ends that of the run before. */
async function renewKey(db: Database): Promise<string> {
  const keys = keyStore(db, () => new Date())
  const former = (await keys.list()).filter(({ name, revokedAt }) => name === keyName && revokedAt === null)
  for (const { id } of former) await keys.revoke(id, 'any')
  return (await keys.create({ name: keyName, scopes: keyScopes })).key
}

async function importSamples(app: App, key: string): Promise<string[]> {
  const folder = fileURLToPath(new URL('../../examples/wire/', import.meta.url))
  const files = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort()
  const slugs: string[] = []
  for (const file of files) {
    const report = await ask<ImportReport>(app, {
      method: 'POST',
      url: '/v1/imports?format=wireText&publish=true',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/plain; charset=utf-8' },
      payload: await readFile(`${folder}/${file}`),
    })
    slugs.push(...report.items.flatMap(({ slug }) => slug ?? []))
  }
  return slugs
}

interface ChosenStory {
  slug: string
  commentCount: number
  speaker: string | undefined
}

/** The first story in the site's language that has somebody speak, so that there is a speaker to ask for. */
async function chooseStory(app: App, slugs: readonly string[], language: string): Promise<ChosenStory> {
  const stories: (ChosenStory & { language: string | null })[] = []
  for (const slug of slugs) {
    const url = `/v1/articles/${slug}?include=quotes`
    const story = await ask<StoryAnswer>(app, { method: 'GET', url })
    const speaker = story.quotes.flatMap((quote) => quote.speaker?.name ?? [])[0]
    stories.push({ slug, speaker, commentCount: story.commentCount, language: story.language })
  }
  const speaking = stories.filter(({ speaker }) => speaker !== undefined)
  const chosen = speaking.find((story) => story.language === language) ?? speaking[0] ?? stories[0]
  if (chosen === undefined) throw new AppError('not_found', 'There are no sample stories in examples/wire.')
  return chosen
}

interface StoryAnswer {
  commentCount: number
  language: string | null
  quotes: { speaker: { name: string } | null }[]
}

async function leaveComment(app: App, { slug, commentCount }: ChosenStory): Promise<void> {
  if (commentCount > 0) return
  const payload = {
    authorName: 'Ada',
    body: 'Good to have **all of it** in one place. Who decides what comes next?',
  }
  await ask(app, { method: 'POST', url: `/v1/articles/${slug}/comments`, payload })
}

interface Request {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  payload?: object | Buffer
}

/** A request of the server to itself. Throws what it answers other than with success. */
async function ask<T>(app: App, request: Request): Promise<T> {
  const answer = await app.inject(request)
  if (answer.statusCode < 300) return answer.json<T>()
  throw new AppError(
    'internal',
    `${request.method} ${request.url} answered ${answer.statusCode}: ${answer.body}`,
  )
}

interface Shown {
  url: string
  key: string
  slugs: readonly string[]
  story: ChosenStory
}

const describe = ({ url, key, slugs, story }: Shown): string => `
Dateline is running with ${slugs.length} stories in it.

Editor's key, shown this once:
  ${key}

Addresses to try:
  ${url}/v1              what there is
  ${url}/v1/articles     the stories
  ${url}/docs            the reference
  ${url}/openapi.json    the contract

Lines to try, in another terminal:
${curlLines({ url, key, story })
  .map((line) => `  ${line}`)
  .join('\n')}

Press Ctrl-C to stop.`

/** Each works as it is printed, in any POSIX shell. */
function curlLines({ url, key, story }: Omit<Shown, 'slugs'>): string[] {
  const article = `${url}/v1/articles/${story.slug}`
  const speaker = story.speaker === undefined ? '' : `?speaker=${encodeURIComponent(story.speaker)}`
  const comment = { authorName: 'Grace', body: `Written at ${new Date().toISOString()}, from a terminal.` }
  const patch = { summary: 'An editor wrote this line from a terminal.' }
  const json = `-H 'Content-Type: application/json'`
  return [
    `curl ${quote(`${article}?include=mediaCredits,quotes`)}`,
    `curl ${quote(`${url}/v1/quotes${speaker}`)}`,
    `curl ${json} -d ${quote(JSON.stringify(comment))} ${quote(`${article}/comments`)}`,
    `curl -X PATCH -H ${quote(`Authorization: Bearer ${key}`)} -H 'If-Match: *' ${json} -d ${quote(JSON.stringify(patch))} ${quote(article)}`,
  ]
}

/** A word for a POSIX shell, whatever is in it. */
const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

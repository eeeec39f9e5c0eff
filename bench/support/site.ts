// A base of made-up stories on a fresh SQLite file, sent through our own HTTP interface as an editor would; `grow.ts` makes many of
// it. The same base in every run.

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Running, start } from './processes.ts'
import { baseStory } from './story.ts'

export interface Site {
  url: string
  folder: string
  /** The process, for its memory. */
  pid: number
  stop: () => Promise<void>
}

/** Stories of the base; as many that differ are told apart by everything but their number. */
export const baseArticles = 200

/** Is in every story. */
export const commonWord = 'said'

const environment = (folder: string, more: Record<string, string> = {}) => ({
  DATABASE_URL: `file:${join(folder, 'site.db')}`,
  PUBLIC_URL: 'https://news.example',
  LOG_LEVEL: 'silent',
  DATELINE_RATE_LIMIT: 'off',
  PORT: '0',
  HOST: '127.0.0.1',
  DATELINE_WEBHOOK_ALLOW_PRIVATE: 'on',
  ...more,
})

/** Starts a server over the file in this folder on core 0. */
export async function startSite(folder: string, more: Record<string, string> = {}): Promise<Site> {
  const server: Running = await start('dist/main.js', ['serve'], { core: 0, env: environment(folder, more) })
  return { url: String(server.said.url), folder, pid: server.pid, stop: server.stop }
}

/** Makes the file, with the base in it: so many published articles, a credit each, and the quotes that are found in them. */
export async function makeBase(folder: string, articles: number): Promise<void> {
  const key = makeKey(folder, 'articles:write,articles:publish,media:write')
  const site = await startSite(folder)
  try {
    for (let i = 0; i < articles; i++) await publishArticle({ url: site.url, key }, i)
  } finally {
    await site.stop()
  }
}

/** A new key with these scopes for the site in this folder. */
export function makeKey(folder: string, scopes: string): string {
  const command = ['--import=tsx', 'src/main.ts', 'keys', 'create', '--name', 'bench', '--json']
  const env = { ...process.env, ...environment(folder) }
  const made = execFileSync(process.execPath, [...command, '--scopes', scopes], { env, encoding: 'utf8' })
  return JSON.parse(made).key
}

async function publishArticle({ url, key }: { url: string; key: string }, seed: number): Promise<void> {
  const { article, credit } = baseStory(seed)
  const id = String((await post(`${url}/v1/articles`, key, article)).id)
  await post(`${url}/v1/media-credits`, key, { ...credit, articleId: id })
  await post(`${url}/v1/articles/${id}/publish`, key, {}, { 'if-match': '*' })
}

/** Sends an editor's request; gives the answer. Throws where it is refused. */
export async function post(
  url: string,
  key: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Record<string, unknown>
}

/** Starts the reference server on core 0 with the bytes that an address of the site answers. */
export async function startBare(site: Site, path: string): Promise<Running & { url: string; bytes: number }> {
  const answer = await fetch(site.url + path)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`)
  const text = await answer.text()
  const file = join(site.folder, 'bytes.json')
  writeFileSync(file, text)
  const bare = await start('bench/support/bare-server.ts', [file], { core: 0 })
  return { ...bare, url: String(bare.said.url), bytes: Buffer.byteLength(text) }
}

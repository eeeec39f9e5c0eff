// A server of ours with a site in it: seeded through its own HTTP interface, as an import would, with made-up stories.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, start } from './processes.ts'

export interface Site {
  url: string
  folder: string
  key: string
  articleIds: string[]
  stop: () => Promise<void>
}

const words =
  'harbour council bridge budget minister storm vote school market river union court festival railway library museum hospital engine forest border'.split(
    ' ',
  )

/** Sentences from a fixed list by a fixed rule: the same site in every run. */
const sentence = (seed: number): string => {
  const picked = Array.from({ length: 14 }, (_, i) => words[(seed * 7 + i * i * 3 + i * seed) % words.length])
  return `The ${picked.join(' ')}.`
}

/** Starts a server on a fresh SQLite file on core 0 and fills it with so many published articles, a credit each. */
export async function startSite(articles: number): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  const env = {
    DATABASE_URL: `file:${join(folder, 'site.db')}`,
    LOG_LEVEL: 'silent',
    DATELINE_RATE_LIMIT: 'off',
    PORT: '0',
    HOST: '127.0.0.1',
  }
  const made = execFileSync(
    process.execPath,
    [
      '--import=tsx',
      'src/main.ts',
      'keys',
      'create',
      '--name',
      'bench',
      '--scopes',
      'articles:write,articles:publish,media:write',
      '--json',
    ],
    { env: { ...process.env, ...env }, encoding: 'utf8' },
  )
  const { key } = JSON.parse(made)
  const server: Running = await start('dist/main.js', ['serve'], { core: 0, env })
  const url = String(server.said.url)
  const articleIds: string[] = []
  for (let i = 0; i < articles; i++) articleIds.push(await publishArticle({ url, key }, i))
  return {
    url,
    folder,
    key,
    articleIds,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function publishArticle({ url, key }: { url: string; key: string }, seed: number): Promise<string> {
  const paragraphs = Array.from(
    { length: 12 },
    (_, p) => `${sentence(seed + p)} “${sentence(seed + p + 5)}” the minister said. ${sentence(seed * p)}`,
  )
  const article = await post(`${url}/v1/articles`, key, {
    headline: sentence(seed).slice(0, -1),
    summary: sentence(seed + 1),
    section: ['World', 'Politics', 'Sport'][seed % 3],
    tags: [words[seed % words.length], words[(seed + 3) % words.length]],
    authors: [{ name: 'Ada Ferris' }],
    dateline: { text: 'OSLO (AP) —' },
    body: { blocks: paragraphs.map((text) => ({ type: 'paragraph', text })) },
  })
  const id = String(article.id)
  const caption = sentence(seed + 2)
  await post(`${url}/v1/media-credits`, key, {
    articleId: id,
    role: 'lead',
    caption,
    creditLine: 'Photo by Tomas Lund/AP',
  })
  await post(`${url}/v1/articles/${id}/publish`, key, {}, { 'if-match': '*' })
  return id
}

async function post(
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
export async function startBare(site: Site, path: string): Promise<Running & { bytes: number }> {
  const text = await (await fetch(site.url + path)).text()
  const file = join(site.folder, 'bytes.json')
  writeFileSync(file, text)
  const bare = await start('bench/support/bare-server.ts', [file], { core: 0 })
  return { ...bare, bytes: Buffer.byteLength(text) }
}

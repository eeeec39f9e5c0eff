// Kills the server with -9 under mixed writes, over and over, and holds after each restart that every write it had
// acknowledged is there, and that every article it had in hand is there as a whole or not at all.

import { setTimeout as wait } from 'node:timers/promises'
import { ask, kill, type Site, startServer } from './site.ts'
import { changedWord, endOfFeed, life, verifyWhole, wordOf } from './whole.ts'

interface Article {
  id: string
  version: number
  status: string
  headline: string
}

/** What the server has acknowledged so far, and must never lose. */
interface Acknowledged {
  articles: Map<string, { version: number; headline: string }>
  comments: Map<string, { articleId: string; text: string }>
}

export interface CrashReport {
  kills: number
  articles: number
  comments: number
  /** Articles that were held against all that hangs on them, acknowledged or not. */
  whole: number
}

/** Kills the compiled server (`npm run build`) on the database so many times. Throws an Error that names the first write that was lost or is half there. */
export async function crash(env: NodeJS.ProcessEnv, key: string, kills: number): Promise<CrashReport> {
  const all: Acknowledged = { articles: new Map(), comments: new Map() }
  let known = all
  let whole = 0
  let since = { position: '0', at: '2000-01-01T00:00:00Z' }

  const verifyRound = async (site: Site, acknowledged: Acknowledged) => {
    await verify(site, acknowledged)
    whole += await verifyWhole(site, since)
  }

  for (let round = 0; round < kills; round++) {
    const { server, site } = await startServer(env, key)
    try {
      await verifyRound(site, known)
      since = { position: (await endOfFeed(site, since.position)).end, at: new Date().toISOString() }
      known = { articles: new Map(), comments: new Map() }
      await writeUntilKilled(site, known, { round, die: () => kill(server) })
      for (const [id, article] of known.articles) all.articles.set(id, article)
      for (const [id, comment] of known.comments) all.comments.set(id, comment)
    } finally {
      await kill(server)
    }
  }
  const { server, site } = await startServer(env, key)
  try {
    await verifyRound(site, all)
  } finally {
    await kill(server)
  }
  return { kills, articles: all.articles.size, comments: all.comments.size, whole }
}

async function writeUntilKilled(
  site: Site,
  known: Acknowledged,
  { round, die }: { round: number; die: () => Promise<void> },
): Promise<void> {
  const stopped = new AbortController()
  const writers = Array.from({ length: 4 }, (_, n) =>
    write(site, known, { writer: `${round}-${n}`, signal: stopped.signal }),
  )
  // Until the server has acknowledged some writes, however slow the machine is.
  for (let tries = 0; tries < 1000 && known.comments.size < 3; tries++) await wait(10)
  await wait(Math.random() * 200)
  await die()
  stopped.abort()
  await Promise.all(writers)
}

/** Creates, publishes, comments, changes and takes back until the server is gone, keeping account of what was acknowledged. */
async function write(
  site: Site,
  known: Acknowledged,
  { writer, signal }: { writer: string; signal: AbortSignal },
): Promise<void> {
  const keep = (article: Article | undefined) => {
    if (article !== undefined) known.articles.set(article.id, article)
    return article
  }
  const change = async ({ id, version }: Article, method: 'POST' | 'PATCH', path: string, body: object) =>
    keep(await ask<Article>(site, `/v1/articles/${id}${path}`, { method, body, version }))

  for (let n = 0; !signal.aborted; n++) {
    const word = wordOf(writer, n)
    const text = `${word} was kept`
    const blocks = [{ type: 'paragraph', text: `“It says ${text},” said Ada Ferris.` }]
    const body = { headline: text, body: { blocks } }
    const draft = keep(await ask<Article>(site, '/v1/articles', { method: 'POST', body }))
    const live = draft && (await change(draft, 'POST', '/publish', {}))
    if (live === undefined) continue
    const said = { authorName: 'Reader', body: text }
    const path = `/v1/articles/${live.id}/comments`
    const comment = await ask<{ id: string }>(site, path, { method: 'POST', body: said })
    if (comment !== undefined) known.comments.set(comment.id, { articleId: live.id, text })
    const changed = await change(live, 'PATCH', '', { headline: `${text}, ${changedWord}` })
    if (changed !== undefined && n % 3 === 2) await change(changed, 'POST', '/unpublish', {})
  }
}

/** A later write may have been done and never acknowledged; an earlier state would be a loss. */
async function verify(site: Site, known: Acknowledged): Promise<void> {
  for (const [id, acknowledged] of known.articles) {
    const found = await ask<Article>(site, `/v1/articles/${id}`)
    if (found === undefined) throw new Error(`Article ${id} was acknowledged and is gone.`)
    if (found.version < acknowledged.version || found.version > life.length)
      throw new Error(`Article ${id} fell back to version ${found.version}.`)
    if (found.version === acknowledged.version && found.headline !== acknowledged.headline)
      throw new Error(`Article ${id} is half written.`)
  }
  for (const [id, { text }] of known.comments) {
    const found = await ask<{ body: { text: string } }>(site, `/v1/comments/${id}`)
    if (found?.body.text !== text) throw new Error(`Comment ${id} was acknowledged and is not there.`)
  }
}

// A mirror under everything that happens to one: several writers at the source who make, edit, withdraw and delete articles while rights
// end, and a follower that is killed again and again. In the end both sides show the same.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { ask, kill, read, type Site, startServer } from '../durability/site.ts'
import { builtMain } from '../support/built.ts'
import { differences } from './differences.ts'

export interface MirrorOptions {
  source: { env: NodeJS.ProcessEnv; key: string }
  target: { env: NodeJS.ProcessEnv; key: string }
  changes: number
  writers: number
  kills: number
}

export interface MirrorReport {
  /** What writers did. */
  written: number
  kills: number
  /** Articles that both sides show in the end. */
  articles: number
  /** Seconds of the whole, with the last catching up. */
  seconds: number
}

interface Made {
  id: string
  version: number
}

/** Throws an Error where the two sides differ, an article is there twice, or one was mirrored that nobody was to see. */
export async function mirrorUnderKills(options: MirrorOptions): Promise<MirrorReport> {
  const { changes, writers, kills } = options
  const started = performance.now()
  const source = await startServer(options.source.env, options.source.key)
  const target = await startServer(options.target.env, options.target.key)
  const follower = followerOf(options.target.env, source.site.url)
  const watch = watchFor(target.site)
  try {
    const state = { written: 0, isOver: false }
    const killing = killAgain(follower, { kills, changes, state })
    await Promise.all(
      Array.from({ length: writers }, (_, i) => writeUntil(source.site, { seed: i + 1, changes, state })),
    )
    state.isOver = true
    const killed = await killing
    await follower.stop()
    // Rights that were given for seconds end by the clock; the source tells of that within a second.
    await wait(3000)
    await follower.once()
    await watch.stop()
    const articles = await compare(source.site, target.site)
    return { written: state.written, kills: killed, articles, seconds: (performance.now() - started) / 1000 }
  } finally {
    await watch.stop()
    await follower.stop()
    await Promise.all([kill(source.server), kill(target.server)])
  }
}

/** A process that follows, started anew each time it was killed. */
function followerOf(env: NodeJS.ProcessEnv, url: string) {
  const start = (...more: string[]): ChildProcess =>
    spawn(process.execPath, [builtMain(), 'follow', ...more, url], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  let child = start()
  return {
    async restart() {
      await kill(child)
      child = start()
    },
    stop: () => kill(child),
    async once() {
      child = start('--once')
      const [code] = (await once(child, 'exit')) as [number]
      if (code !== 0) throw new Error(`The last run of the follower ended with ${code}.`)
    },
  }
}

/** Kills at moments that the work does not know of, spread over all of it. */
async function killAgain(
  follower: ReturnType<typeof followerOf>,
  { kills, changes, state }: { kills: number; changes: number; state: { written: number; isOver: boolean } },
): Promise<number> {
  let killed = 0
  while (killed < kills) {
    const due = (changes * (killed + 1)) / (kills + 1)
    while (state.written < due && !state.isOver) await wait(20)
    await wait(Math.random() * 300)
    await follower.restart()
    killed += 1
    if (state.isOver) await wait(500)
  }
  return killed
}

/** What was never to be seen here, looked for all the time: embargoed articles, and drafts. */
function watchFor(site: Site) {
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      for (const status of ['published', 'draft']) {
        const path = `/v1/articles?status=${status}&q=canary&limit=1&fields=headline`
        const { data } = await read<{ data: object[] }>(site, path)
        if (data.length > 0) throw new Error(`The mirror has ${JSON.stringify(data)}.`)
      }
      await wait(200)
    }
  })()
  looking.catch(() => undefined)
  return {
    async stop() {
      isOver = true
      await looking
    },
  }
}

/** The same decisions for the same seed. */
const diceOf = (seed: number) => {
  let state = seed * 2_654_435_761
  return (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state % below
  }
}

async function writeUntil(
  site: Site,
  { seed, changes, state }: { seed: number; changes: number; state: { written: number } },
): Promise<void> {
  const roll = diceOf(seed)
  const own: Made[] = []
  for (let n = 0; state.written < changes; n++) {
    const name = `${seed}-${n}`
    const one = own[roll(Math.max(1, own.length))]
    const what = roll(100)
    if (one === undefined || what < 30) await create(site, name, { own, roll })
    else if (what < 75) await edit(site, name, { one, roll })
    else await end(site, { own, one, withdraws: what < 85 })
    state.written += 1
  }
}

const textOf = (name: string): string =>
  `“Number ${name} was paid for in full,” Mayor Tomas Lund said. The clerk said the ferry number ${name} would sail.`

async function create(
  site: Site,
  name: string,
  { own, roll }: { own: Made[]; roll: (below: number) => number },
): Promise<void> {
  const isHidden = roll(10) === 0
  const made = await read<Made>(site, '/v1/articles', {
    method: 'POST',
    body: {
      headline: isHidden ? `Canary ${name}` : `Harbour news ${name}`,
      provider: { name: 'Tri-County News' },
      body: { blocks: [{ type: 'paragraph', text: textOf(name) }] },
      ...(isHidden && { embargoUntil: '2099-01-01T00:00:00Z' }),
    },
  })
  // Some rights end while the test runs.
  const ends = roll(4) === 0 ? { rightsExpireAt: new Date(Date.now() + 2000).toISOString() } : {}
  await read(site, '/v1/media-credits', {
    method: 'POST',
    body: {
      articleId: made.id,
      caption: `Picture ${name}`,
      creditLine: 'Photo by Mira Holt/Tri-County News',
      mediaUrl: `https://pictures.example/${name}.jpg`,
      ...ends,
    },
  })
  const published = await ask<Made>(site, `/v1/articles/${made.id}/publish`, {
    method: 'POST',
    body: {},
    version: made.version,
  })
  if (published !== undefined && !isHidden) own.push(published)
}

async function edit(
  site: Site,
  name: string,
  { one, roll }: { one: Made; roll: (below: number) => number },
): Promise<void> {
  const body = [
    { headline: `Harbour news, edited ${name}` },
    { body: { blocks: [{ type: 'paragraph', text: textOf(name) }] } },
    { slug: `harbour-${name}`, section: 'Local' },
    undefined,
  ][roll(4)]
  const path = `/v1/articles/${one.id}`
  const note = { kind: 'correction', text: `It was number ${name}.` }
  const { version } = one
  const edited =
    body === undefined
      ? await ask<Made>(site, `${path}/corrections`, { method: 'POST', body: note, version })
      : await ask<Made>(site, path, { method: 'PATCH', body, version })
  if (edited !== undefined) one.version = edited.version
}

async function end(
  site: Site,
  { own, one, withdraws }: { own: Made[]; one: Made; withdraws: boolean },
): Promise<void> {
  own.splice(own.indexOf(one), 1)
  const path = `/v1/articles/${one.id}`
  const { version } = one
  if (withdraws)
    await ask(site, `${path}/withdraw`, {
      method: 'POST',
      body: { reason: `${one.id} was not so.` },
      version,
    })
  else await ask(site, path, { method: 'DELETE', version })
}

async function compare(source: Site, target: Site): Promise<number> {
  const asReader = (site: Site) => ({
    send: async ({ url }: { url?: unknown }) => {
      const answer = await read<unknown>(site, String(url), { isReader: true })
      return { json: () => answer }
    },
  })
  const found = await differences(asReader(source), asReader(target))
  if (found.length > 0)
    throw new Error(`The two sides differ in ${found.length} articles:\n${found.slice(0, 3).join('\n')}`)
  const killed = new Set(await tombstones(source))
  const here = await tombstones(target)
  const unlike = here.filter((one) => !killed.has(one))
  if (unlike.length > 0 || new Set(here).size < here.length)
    throw new Error(`Of ${here.length} tombstones, some are there twice or unlike: ${unlike.slice(0, 3)}`)
  const count = '/v1/articles?count=exact&limit=1&fields=slug'
  const { page } = await read<{ page: { total: number } }>(target, count, { isReader: true })
  return page.total
}

/** What readers get in the place of each article that was withdrawn. */
async function tombstones(site: Site): Promise<string[]> {
  const told: string[] = []
  let cursor: string | null = null
  do {
    const place: string = cursor === null ? '' : `&cursor=${cursor}`
    const url = `/v1/articles?status=withdrawn&limit=100&fields=slug${place}`
    const list = await read<{ data: { slug: string }[]; page: { next: string | null } }>(site, url)
    for (const { slug } of list.data) {
      const answer = await fetch(`${site.url}/v1/articles/${slug}`)
      const { detail, withdrawnAt } = (await answer.json()) as { detail: string; withdrawnAt: string }
      told.push(`${answer.status} ${detail} ${withdrawnAt}`)
    }
    cursor = list.page.next
  } while (cursor !== null)
  return told
}

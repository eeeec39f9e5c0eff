import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { open } from '../../src/db/index.ts'
import { spamServiceOn } from '../comments/spam-service.ts'
import { changesOf } from '../support/articles.ts'
import { eachEngine } from '../support/each-database.ts'
import { cli } from './cli.ts'
import { startServer } from './server-process.ts'

const scopes = 'articles:write,articles:publish,comments:moderate,settings:manage'

/** An editor at one running server, with a key from the command line. */
async function editorAt(url: string, databaseUrl: string) {
  const made = await cli(['keys', 'create', '--name', 'desk', '--scopes', scopes, '--json'], {
    env: { DATABASE_URL: databaseUrl },
  })
  const { key } = JSON.parse(made.stdout)
  const send = async (method: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'if-match': '*' }
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { id: string }
  }
  const post = (path: string, body: object) => send('POST', path, body)
  return {
    send,
    schedule: async (headline: string, publishAt: Date) => {
      const { id } = await post('/v1/articles', { headline })
      await post(`/v1/articles/${id}/schedule`, { publishAt })
      return id
    },
    embargo: async (headline: string, embargoUntil: Date) => {
      const { id } = await post('/v1/articles', { headline, embargoUntil })
      await post(`/v1/articles/${id}/publish`, {})
      return id
    },
  }
}

/** The instant at which readers first see the address, looked at all the time. */
async function seenAt(url: string): Promise<number> {
  for (;;) {
    const { status } = await fetch(url)
    if (status === 200) return Date.now()
    await delay(50)
  }
}

async function changesIn(t: Test, databaseUrl: string, id: string): Promise<string[]> {
  const db = await open(databaseUrl)
  t.teardown(() => db.close())
  // The log tells of the end of an embargo within a second, as of everything that is due.
  for (;;) {
    const changes = await changesOf({ db }, id)
    if (changes.length > 0) return changes
    await delay(20)
  }
}

eachEngine('two servers publish what is due once, within a second of its instant', async (t, databaseUrl) => {
  const servers = await Promise.all(
    [1, 2].map(() =>
      startServer(t, 'serve', {
        DATABASE_URL: databaseUrl,
        LOG_LEVEL: 'warn',
        DATELINE_RATE_LIMIT: 'off',
      }),
    ),
  )
  const url = servers[0]?.url ?? ''
  const editor = await editorAt(url, databaseUrl)
  const due = Date.now() + 5_000
  const scheduled = await editor.schedule('On time', new Date(due))
  const embargoed = await editor.embargo('Released', new Date(due))
  const [out, released] = await Promise.all(
    [scheduled, embargoed].map((id) => seenAt(`${url}/v1/articles/${id}`)),
  )
  for (const at of [out, released]) {
    t.ok(Number(at) >= due, 'not before its instant')
    t.ok(Number(at) <= due + 1_000, `within a second of it, after ${Number(at) - due} ms`)
  }
  for (const id of [scheduled, embargoed]) t.same(await changesIn(t, databaseUrl, id), ['article.published'])
  for (const { child, ended, outcome } of servers) {
    child.kill('SIGTERM')
    t.equal((await ended).code, 0)
    t.equal(outcome.stderr, '')
  }
})

eachEngine('what fell due while no server ran goes out at the next start', async (t, databaseUrl) => {
  const first = await startServer(t, 'serve', { DATABASE_URL: databaseUrl, DATELINE_RATE_LIMIT: 'off' })
  const editor = await editorAt(first.url, databaseUrl)
  // Far enough off that a busy machine has scheduled it, and killed the server, before it is due.
  const due = Date.now() + 4_000
  const id = await editor.schedule('Held up', new Date(due))
  first.child.kill('SIGKILL')
  await once(first.child, 'close')
  while (Date.now() < due) await delay(20)
  const second = await startServer(t, 'serve', { DATABASE_URL: databaseUrl, DATELINE_RATE_LIMIT: 'off' })
  await seenAt(`${second.url}/v1/articles/${id}`)
  const article = (await (await fetch(`${second.url}/v1/articles/${id}`)).json()) as { publishedAt: string }
  t.equal(article.publishedAt, new Date(due).toISOString())
  t.same(await changesIn(t, databaseUrl, id), ['article.published'])
})

eachEngine('a spam service that hangs delays nothing that is due', async (t, databaseUrl) => {
  const service = await spamServiceOn(t)
  const { url } = await startServer(t, 'serve', {
    DATABASE_URL: databaseUrl,
    DATELINE_RATE_LIMIT: 'off',
    DATELINE_AKISMET_KEY: 'key',
    DATELINE_AKISMET_URL: service.url,
  })
  const editor = await editorAt(url, databaseUrl)
  await editor.send('PATCH', '/v1/settings', { comments: { akismet: true } })
  const story = await editor.embargo('Discussed', new Date(Date.now() - 1000))
  const comments = []
  for (const body of ['One', 'Two', 'Three', 'Four']) {
    const answer = await fetch(`${url}/v1/articles/${story}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body, authorName: 'Ada' }),
    })
    comments.push((await answer.json()) as { id: string })
  }
  service.answers('hang')
  for (const { id } of comments)
    await editor.send('POST', `/v1/moderation/comments/${id}/actions`, { action: 'spam', version: 1 })
  while (!service.told.some(({ path }) => path === '/1.1/submit-spam')) await delay(20)
  const due = Date.now() + 3_500
  const id = await editor.schedule('In spite of it', new Date(due))
  const at = await seenAt(`${url}/v1/articles/${id}`)
  t.ok(at <= due + 1_000, `within a second of its instant, after ${at - due} ms`)
  service.answers('ham')
})

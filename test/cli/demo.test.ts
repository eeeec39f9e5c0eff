import { join } from 'node:path'
import t from 'tap'
import { tempFolder } from '../support/temp.ts'
import { startServer } from './server-process.ts'

/** What the test reads of the answers. */
interface Answer {
  data: unknown[]
  commentCount: number
  comments: unknown[]
  mediaCredits: unknown[]
  quotes: unknown[]
}

const keyIn = (text: string): string => /dl_[0-9a-f-]+_[0-9a-f]{48}/.exec(text)?.[0] ?? ''

t.test('the demo', async (t) => {
  const env = { DATABASE_URL: `file:${join(await tempFolder(t), 'demo.db')}` }
  const first = await startServer(t, 'demo', env)
  const get = async (url: string, key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
    const answer = await fetch(url, { headers })
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const list = await get(`${first.url}/v1/articles?fields=slug,headline,commentCount`)

  t.test('publishes three stories or more', async (t) => {
    t.ok(list.body.data.length >= 3)
  })

  t.test('prints a key, addresses and four curl lines, each whole', async (t) => {
    const { stdout } = first.outcome
    const curls = stdout.split('\n').filter((line) => /^ *curl /.test(line))
    t.equal(curls.length, 4)
    t.match(curls[0], '?include=mediaCredits,quotes')
    t.match(curls[1], '/v1/quotes?speaker=')
    t.match(curls[2], '/comments')
    t.match(curls[3], `Bearer ${keyIn(stdout)}`)
    for (const path of ['/v1', '/docs', '/openapi.json']) t.match(stdout, `${first.url}${path} `)
    t.match(stdout, /Press Ctrl-C to stop\.\n$/)
  })

  t.test('has a comment under the story its lines are about', async (t) => {
    const [, slug] = /articles\/([a-z0-9-]+)\?include/.exec(first.outcome.stdout) ?? []
    const story = await get(`${first.url}/v1/articles/${slug}?include=mediaCredits,quotes,comments`)
    t.equal(story.body.commentCount, 1)
    t.equal(story.body.comments.length, 1)
    t.ok(story.body.mediaCredits.length > 0)
    t.ok(story.body.quotes.length > 0)
  })

  t.test('ends with Ctrl-C', async (t) => {
    first.child.kill('SIGINT')
    t.equal((await first.ended).code, 0)
  })

  t.test('may be run again: nothing is there twice, and only the new key opens', async (t) => {
    const second = await startServer(t, 'demo', env)
    const again = await get(`${second.url}/v1/articles?fields=slug,headline,commentCount`)
    t.same(again.body.data, list.body.data)
    const drafts = `${second.url}/v1/articles?status=draft`
    t.equal((await get(drafts, keyIn(second.outcome.stdout))).status, 200)
    t.equal((await get(drafts, keyIn(first.outcome.stdout))).status, 401)
  })
})

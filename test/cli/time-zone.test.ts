import { eachEngine } from '../support/each-database.ts'
import { cli } from './cli.ts'
import { startServer } from './server-process.ts'

eachEngine('a server in another time zone says the same instant everywhere', async (t, databaseUrl) => {
  const { url } = await startServer(t, 'serve', { DATABASE_URL: databaseUrl, TZ: 'America/New_York' })
  const scopes = 'articles:write,articles:publish'
  const env = { DATABASE_URL: databaseUrl }
  const { key } = JSON.parse(
    (await cli(['keys', 'create', '--name', 'desk', '--scopes', scopes, '--json'], { env })).stdout,
  )
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'if-match': '*' }
    return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  }
  const { id } = (await (await post('/v1/articles', { headline: 'Elsewhere' })).json()) as { id: string }
  await post(`/v1/articles/${id}/publish`, {})
  const answer = await post(`/v1/articles/${id}/comments`, { body: 'When?', authorName: 'Ada' })
  t.equal(answer.status, 201)
  const { createdAt } = (await answer.json()) as { createdAt: string }
  t.match(createdAt, /Z$/)
  const sent = Date.parse(answer.headers.get('date') ?? '')
  t.ok(Math.abs(sent - Date.parse(createdAt)) <= 2000, `${createdAt} is the time of the answer`)
  const read = async (suffix: string) => (await fetch(`${url}/v1/articles/${id}/comments.${suffix}`)).text()
  const [, inRss = ''] = /<item>.*?<pubDate>([^<]+)/s.exec(await read('rss')) ?? []
  const [, inAtom = ''] = /<entry>.*?<published>([^<]+)/s.exec(await read('atom')) ?? []
  t.equal(Date.parse(inAtom), Date.parse(createdAt))
  t.equal(Date.parse(inRss), Math.floor(Date.parse(createdAt) / 1000) * 1000)
})

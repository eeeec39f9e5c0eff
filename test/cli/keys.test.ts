import t from 'tap'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { eachEngine } from '../support/each-database.ts'
import { tempFolder } from '../support/temp.ts'
import { cli } from './cli.ts'

eachEngine('a key made at the command line', async (t, url) => {
  const run = (...args: string[]) => cli(['keys', ...args], { env: { DATABASE_URL: url } })
  const made = await run('create', '--name', 'desk', '--scopes', 'articles:write,articles:publish', '--json')
  const { key, ...rest } = JSON.parse(made.stdout)
  const db = await open(url)
  t.teardown(() => db.close())
  const { send } = await appOn(t, db)
  const create = () =>
    send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Made with a key' } })

  t.test('is printed whole, once', async (t) => {
    t.same(rest, {
      id: rest.id,
      name: 'desk',
      scopes: ['articles:write', 'articles:publish'],
      expiresAt: null,
    })
    t.match(key, new RegExp(`^dl_${rest.id}_[0-9a-f]{48}$`))
    const listed = await run('list')
    t.match(listed.stdout, `${rest.id}  desk  articles:write,articles:publish  does not expire, never used`)
    t.notMatch(listed.stdout + (await run('list', '--json')).stdout, key.split('_').at(-1))
  })

  t.test('opens a running server at once, and no longer when it is revoked', async (t) => {
    t.equal((await create()).statusCode, 201)
    t.equal((await run('revoke', rest.id)).code, 0)
    t.equal((await create()).statusCode, 401)
    const again = await run('revoke', rest.id)
    t.equal(again.code, 1)
    t.match(again.stderr, /^dateline keys: There is no such key/)
  })
})

t.test('a partner is limited by options', async (t) => {
  const env = { DATABASE_URL: `file:${await tempFolder(t)}/data.db` }
  const run = (...args: string[]) =>
    cli(['keys', 'create', '--name', 'radio', '--scopes', 'syndication:read', '--json', ...args], { env })
  const made = await run(
    '--sections',
    'Sport,Local news',
    '--languages',
    'en',
    '--delay',
    '900',
    '--embargoed',
  )
  t.same(JSON.parse(made.stdout).entitlements, {
    sections: ['Sport', 'Local news'],
    agencies: [],
    languages: ['en'],
    delaySeconds: 900,
    embargoed: true,
    pictures: 'permitted',
  })
  for (const wrong of [
    ['--delay', '-1'],
    ['--languages', 'no tag'],
    ['--pictures', 'some'],
    ['--sections', ','],
  ])
    t.equal((await run(...wrong)).code, 2, wrong.join(' '))
})

t.test('without --json the key alone is the output, so that a script can take it', async (t) => {
  const env = { DATABASE_URL: `file:${await tempFolder(t)}/data.db` }
  const args = [
    'keys',
    'create',
    '--name',
    'x',
    '--scopes',
    'articles:read',
    '--expires',
    '2999-01-01T00:00:00Z',
  ]
  const { stdout, stderr } = await cli(args, { env })
  t.match(stdout, /^dl_[0-9a-f-]{36}_[0-9a-f]{48}\n$/)
  t.notMatch(stderr, stdout.trim())
  t.match((await cli(['keys', 'list'], { env })).stdout, 'expires 2999-01-01T00:00:00.000Z')
})

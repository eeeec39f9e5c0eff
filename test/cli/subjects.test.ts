import t from 'tap'
import { open } from '../../src/db/index.ts'
import { appOn } from '../support/app.ts'
import { eachEngine } from '../support/each-database.ts'
import { cli } from './cli.ts'

const concept = (code: string, name: string, broader: string[] = []) => ({
  qcode: `medtop:${code}`,
  uri: `http://cv.iptc.org/newscodes/mediatopic/${code}`,
  prefLabel: { 'en-GB': name, de: `${name} (de)` },
  broader,
})
const fileOf = (...conceptSet: object[]) => JSON.stringify({ conceptSet })

eachEngine('a vocabulary loaded at the command line', async (t, url) => {
  const load = (input: string, ...args: string[]) =>
    cli(['subjects', 'import', ...args, '-'], { env: { DATABASE_URL: url }, input })
  const loaded = await load(
    fileOf(concept('15000000', 'sport'), concept('20000350', 'cycling', ['medtop:15000000'])),
  )
  t.match(loaded, { code: 0, stdout: '2 subjects loaded.\n' })
  const db = await open(url)
  t.teardown(() => db.close())
  const { send, key } = await appOn(t, db)
  const desk = await key('articles:write', 'articles:publish')
  const subjects = [{ name: 'Rad', qcode: 'medtop:20000350' }, { name: 'Bridges' }]
  const payload = { headline: 'A race', subjects }
  const { id } = (await send({ method: 'POST', url: '/v1/articles', key: desk, payload })).json()
  const headers = { 'if-match': '*' }
  await send({ method: 'POST', url: `/v1/articles/${id}/publish`, key: desk, headers })
  const served = async (query = '') => (await send({ url: `/v1/subjects?count=exact${query}` })).json()

  t.test('is served with names by language and counts, beside what is not in it', async (t) => {
    const { data, page } = await served()
    t.same(data, [
      { qcode: null, uri: null, name: 'Bridges', language: null, broader: [], articleCount: 1 }, // by key
      {
        qcode: 'medtop:15000000',
        uri: 'http://cv.iptc.org/newscodes/mediatopic/15000000',
        name: 'sport',
        language: 'en-GB',
        broader: [],
        articleCount: 0,
      },
      {
        qcode: 'medtop:20000350',
        uri: 'http://cv.iptc.org/newscodes/mediatopic/20000350',
        name: 'cycling',
        language: 'en-GB',
        broader: ['medtop:15000000'],
        articleCount: 1,
      },
    ])
    t.equal(page.total, 3)
    const german = (await served('&language=de')).data
    t.same(
      german.map(({ name }: { name: string }) => name),
      ['Bridges', 'sport (de)', 'cycling (de)'],
    )
    const paged: string[] = []
    let cursor = ''
    do {
      const { data, page } = await served(`&limit=1${cursor}`)
      paged.push(data[0].name)
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    t.same(paged, ['Bridges', 'sport', 'cycling'])
  })

  t.test('is renewed by loading it again, and a running server serves that at once', async (t) => {
    t.match(await load(fileOf(concept('15000000', 'sports')), '--json'), {
      code: 0,
      stdout: '{"loaded":1}\n',
    })
    t.same(
      (await served()).data.map(({ name }: { name: string }) => name),
      ['Bridges', 'sports', 'cycling'],
    )
  })

  t.test('that has a fault changes nothing', async (t) => {
    const refused = await load(fileOf(concept('15000000', 'changed'), { qcode: 'x:y' }))
    t.match(refused, { code: 1, stdout: '', stderr: /^dateline subjects: Concept 2 / })
    t.notMatch(JSON.stringify(await served()), 'changed')
  })
})

t.test('a call that says nothing sensible is told so', async (t) => {
  t.match(await cli(['subjects']), { code: 2, stderr: /Say import/ })
  t.match(await cli(['subjects', 'import']), { code: 2, stderr: /Name one file/ })
})

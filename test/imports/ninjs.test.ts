import t from 'tap'
import { to1, to2 } from '../../src/formats/ninjs/downgrade.ts'
import { readItem } from '../../src/formats/ninjs/read.ts'
import { eachApp } from '../support/app.ts'
import { ninjsJudge, withoutStandards } from '../support/judges.ts'
import { lostLeaves, ninjsFiles } from '../support/ninjs-files.ts'

const files = ninjsFiles()

eachApp("IPTC's own files of ninjs", async (t, test) => {
  const key = await test.key()
  const send = (document: string) =>
    test.send({ method: 'POST', url: '/v1/imports?format=ninjs', key, payload: Buffer.from(document) })

  t.test(
    'that are valid are taken, and come back valid as 3.1 with every leaf',
    { skip: withoutStandards },
    async (t) => {
      const judge = ninjsJudge()
      const good = files.filter(({ isGood }) => isGood)
      const answer = await send(`[${good.map(({ text }) => text).join(',')}]`)
      t.match(answer.json(), { counts: { refused: 0 } })
      for (const [i, { articleId }] of answer.json().items.entries()) {
        const { path = '', text = '' } = good[i] ?? {}
        const returned = (await test.send({ url: `/v1/articles/${articleId}?format=ninjs`, key })).json()
        t.same(judge(returned), [], path)
        // Versions of one item are one article: it says what the last of them says.
        const last = good.findLast((file) => JSON.parse(file.text).uri === JSON.parse(text).uri)
        if (last?.path === path) t.same(lostLeaves(JSON.parse(text), returned), [], path)
      }
    },
  )

  t.test('that are not are refused, with the place', { skip: withoutStandards }, async (t) => {
    for (const { path, text } of files.filter(({ isGood }) => !isGood)) {
      const answer = await send(text)
      t.equal(answer.statusCode, 422, path)
      t.type(answer.json().errors?.[0]?.pointer, 'string', path)
    }
  })
})

t.test(
  "IPTC's own files are valid in the words of 2.2 and 1.6 too",
  { skip: withoutStandards },
  async (t) => {
    for (const [version, write] of [
      ['2.2', to2],
      ['1.6', to1],
    ] as const) {
      const judge = ninjsJudge(version)
      for (const { path, text } of files.filter(({ isGood }) => isGood)) {
        const read = readItem(JSON.parse(text))
        if ('problems' in read) t.fail(path)
        else t.same(judge(write({ uri: 'urn:x:y', ...read.item })), [], `${path} as ${version}`)
      }
    }
  },
)

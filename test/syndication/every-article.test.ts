import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { baseStory } from '../../bench/support/story.ts'
import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { newsMlG2Judge, ninjsJudge, parseXml, schemaOrgJudge, withoutStandards } from '../support/judges.ts'
import { projectRoot } from '../support/sources.ts'

const wire = join(projectRoot, 'examples/wire')

eachApp('every story of the demo, and every kind of the bench', async (t, test) => {
  const desk = await articleDesk(test)
  for (const name of readdirSync(wire).filter((one) => one.endsWith('.txt'))) {
    const payload = readFileSync(join(wire, name))
    const url = '/v1/imports?format=wireText&publish=true'
    const answer = await test.send({ method: 'POST', url, key: desk.key, payload })
    t.equal(answer.statusCode, 201, name)
  }
  for (let seed = 0; seed < 6; seed++) {
    const { article, credit } = baseStory(seed)
    const { id } = await desk.create(article)
    await desk.post('/v1/media-credits', { ...credit, articleId: id })
    await desk.act(id, 'publish')
  }
  const stories: { id: string; headline: string }[] = (
    await desk.read('/v1/articles?limit=100&fields=headline')
  ).json().data

  t.test('is valid in every form', { skip: withoutStandards }, async (t) => {
    t.ok(stories.length > 6)
    const newsml = newsMlG2Judge()
    const schemaOrg = schemaOrgJudge()
    const ninjs = (['3.1', '2.2', '1.6'] as const).map((version) => ({ version, judge: ninjsJudge(version) }))
    for (const { id, headline } of stories) {
      const inForm = (form: string) => desk.read(`/v1/articles/${id}?format=${form}`)
      for (const { version, judge } of ninjs)
        t.same(
          judge((await inForm(`ninjs&profile=${version}`)).json()),
          [],
          `${headline} as ninjs ${version}`,
        )
      t.same(schemaOrg((await inForm('jsonld')).json()), [], headline)
      const { body } = await inForm('newsml')
      t.doesNotThrow(() => newsml(body), headline)
    }
  })

  t.test('is found in every feed, by a strict parser and an independent reader', async (t) => {
    const titles = stories.map(({ headline }) => headline)
    const read = async (url: string) => (await desk.read(`${url}?limit=100`)).body
    const [rss, atom, json] = [
      await read('/feeds/rss.xml'),
      await read('/feeds/atom.xml'),
      await read('/feeds/feed.json'),
    ]
    for (const body of [rss, atom, (await desk.read('/v1/comments.rss')).body]) parseXml(body)
    t.same(
      (parseRssFeed(rss).items ?? []).map(({ title }) => title),
      titles,
    )
    t.same(
      (parseAtomFeed(atom).entries ?? []).map(({ title }) =>
        typeof title === 'object' ? title?.value : title,
      ),
      titles,
    )
    t.same(
      (parseJsonFeed(JSON.parse(json)).items ?? []).map(({ title }) => title),
      titles,
    )
  })
})

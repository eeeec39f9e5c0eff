import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { baseArticles } from '../../bench/support/site.ts'
import { baseStory } from '../../bench/support/story.ts'
import { eachApp } from '../support/app.ts'
import { articleDesk } from '../support/articles.ts'
import { newsMlG2Judge, ninjsJudge, parseXml, schemaOrgJudge, withoutStandards } from '../support/judges.ts'
import { projectRoot } from '../support/sources.ts'

const wire = join(projectRoot, 'examples/wire')

eachApp('every story of the demo and of the bench', async (t, test) => {
  const desk = await articleDesk(test)
  for (const name of readdirSync(wire).filter((one) => one.endsWith('.txt'))) {
    const payload = readFileSync(join(wire, name))
    const url = '/v1/imports?format=wireText&publish=true'
    const answer = await test.send({ method: 'POST', url, key: desk.key, payload })
    t.equal(answer.statusCode, 201, name)
  }
  // Forms know no engine: one of each kind shows that they are given the same.
  const seeds = test.db.engine === 'sqlite' ? baseArticles : 6
  for (let seed = 0; seed < seeds; seed++) {
    const { article, credit } = baseStory(seed)
    const { id } = await desk.create(article)
    await desk.post('/v1/media-credits', { ...credit, articleId: id })
    await desk.act(id, 'publish')
  }
  /** What an address answers, page by page. */
  async function pagesOf(url: string): Promise<string[]> {
    const pages: string[] = []
    for (let next: string | undefined = url; next !== undefined; ) {
      const { body, headers }: LightMyRequestResponse = await desk.read(next)
      pages.push(body)
      next = /<https:\/\/news\.example([^>]+)>; rel="next"/.exec(String(headers.link))?.[1]
    }
    return pages
  }
  const stories: { id: string; headline: string }[] = (
    await pagesOf('/v1/articles?limit=100&fields=headline')
  ).flatMap((page) => JSON.parse(page).data)

  t.test('is valid in every form', { skip: withoutStandards }, async (t) => {
    t.ok(stories.length > seeds)
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
    const inPages = async (url: string, titlesOf: (page: string) => unknown[] | undefined) =>
      (await pagesOf(`${url}?limit=50`)).flatMap((page) => titlesOf(page) ?? [])
    const inXml = (titlesOf: (page: string) => unknown[] | undefined) => (page: string) => {
      parseXml(page)
      return titlesOf(page)
    }
    const ofRss = inXml((page) => parseRssFeed(page).items?.map(({ title }) => title))
    const ofAtom = inXml((page) =>
      parseAtomFeed(page).entries?.map(({ title }) => (typeof title === 'object' ? title?.value : title)),
    )
    const ofJson = (page: string) => parseJsonFeed(JSON.parse(page)).items?.map(({ title }) => title)
    t.same(await inPages('/feeds/rss.xml', ofRss), titles)
    t.same(await inPages('/feeds/atom.xml', ofAtom), titles)
    t.same(await inPages('/feeds/feed.json', ofJson), titles)
    parseXml((await desk.read('/v1/comments.rss')).body)
  })
})

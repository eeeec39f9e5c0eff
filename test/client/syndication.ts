import { equal, match } from 'node:assert/strict'
import type { Steps } from './story.ts'

/** A feed is a document; the client gives it as it came. */
const parseAs = 'text' as const

export const syndication = {
  async getRssFeed({ reader }) {
    const answer = await reader.GET('/feeds/rss.xml', { parseAs })
    equal(answer.response.status, 200)
    match(String(answer.data), /<rss version="2\.0"/)
  },

  async getAtomFeed({ reader }) {
    const answer = await reader.GET('/feeds/atom.xml', { parseAs, params: { query: { content: 'summary' } } })
    equal(answer.response.status, 200)
    match(String(answer.data), /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/)
  },

  async getJsonFeed({ reader }) {
    const answer = await reader.GET('/feeds/feed.json', { parseAs, params: { query: { limit: 5 } } })
    equal(answer.response.status, 200)
    match(String(answer.data), /"version":"https:\/\/jsonfeed\.org\/version\/1\.1"/)
  },

  async getSitemap({ reader }) {
    const answer = await reader.GET('/sitemap.xml', { parseAs })
    equal(answer.response.status, 200)
    match(String(answer.data), /<urlset xmlns="http:\/\/www\.sitemaps\.org/)
  },

  async getNewsSitemap({ reader }) {
    const answer = await reader.GET('/news-sitemap.xml', { parseAs })
    equal(answer.response.status, 200)
    match(String(answer.data), /<news:publication>/)
  },
} satisfies Steps

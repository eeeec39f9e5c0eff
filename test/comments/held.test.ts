import { moderationStore } from '../../src/comments/moderation-store.ts'
import { commentRenderer } from '../../src/comments/render.ts'
import { defaultSettings } from '../../src/comments/settings.ts'
import { commentStore } from '../../src/comments/store.ts'
import { anonymous } from '../../src/http/actor.ts'
import { cursorsOf } from '../../src/http/cursor.ts'
import { appOn } from '../support/app.ts'
import { eachDatabase } from '../support/each-database.ts'
import { siteOn } from './site.ts'

const secret = Buffer.alloc(32, 7)

eachDatabase('a comment that a moderator must read first', async (t, db) => {
  const site = await siteOn(await appOn(t, db))
  const now = () => new Date('2026-11-24T09:00:00.000Z')
  const { articles, changes } = db.tables
  const deps = {
    now,
    secret,
    site: 'The Lantern',
    render: commentRenderer(),
    addresses: { link: (path: string) => `https://news.example${path}`, articleUrl: undefined },
    cursors: cursorsOf(secret),
    articles: { addToCommentCount: async () => void t.fail('nothing is counted') },
  }
  const store = commentStore(db, { ...deps, settings: { ...defaultSettings, mode: 'pre' } })
  const [article] = await db.read.select().from(articles)
  if (article === undefined) throw new Error('There is no article.')
  const input = { body: 'May I?', authorName: 'Ada' }
  const sender = { ip: '203.0.113.7', userAgent: undefined, referrer: undefined }

  t.test('waits, unseen and unannounced, for a reason that moderators are told', async (t) => {
    const before = await db.read.$count(changes)
    const posted = await store.post(article, { input, sender, actor: anonymous })
    t.match(posted, { moderation: 'pending', state: 'pending', body: { raw: 'May I?' } })
    t.equal((await site.get(`/v1/comments/${posted.id}`)).statusCode, 404)
    t.equal((await site.get(`/v1/articles/${site.slug}/comments`)).json().data.length, 0)
    t.equal(await db.read.$count(changes), before)
    const queue = await moderationStore(db, deps).list({})
    t.match(queue.data, [{ id: posted.id, status: 'pending', heldReasons: ['mode'], version: 1 }])
  })

  t.test('is published when its author is staff', async (t) => {
    const actor = { keyId: null, name: 'desk', scopes: new Set(['comments:moderate'] as const) }
    const counted = { ...deps, articles: { addToCommentCount: async () => undefined } }
    const desk = commentStore(db, { ...counted, settings: { ...defaultSettings, mode: 'pre' } })
    const posted = await desk.post(article, { input: { ...input, authorName: 'Desk' }, sender, actor })
    t.match(posted, { moderation: 'published', author: { isStaff: true } })
  })
})

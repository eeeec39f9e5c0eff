import { equal } from 'node:assert/strict'
import { given, type Steps } from './story.ts'

const nextYear = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1)).toISOString()

export const lifecycle = {
  async scheduleArticle({ editor }) {
    const made = given(await editor.POST('/v1/articles', { body: { headline: 'Fireworks at midnight' } }))
    const scheduled = given(
      await editor.POST('/v1/articles/{article}/schedule', {
        params: { path: { article: made.id }, header: { 'If-Match': '"1"' } },
        body: { publishAt: nextYear },
      }),
    )
    equal(scheduled.status, 'scheduled')
    equal(scheduled.publishAt, nextYear)
  },
} satisfies Steps

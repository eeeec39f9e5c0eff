// One request for each way to be refused, as plain as they can be sent.

import type { Served } from './serve-story.ts'
import { had } from './story.ts'

/** The bodies of the refusals by status; the last ones close the database under the server. */
export async function collectRefusals(
  { story, url, key, weakKey }: Served,
  closeDatabase: () => Promise<void>,
): Promise<Map<number, string>> {
  const refusals = new Map<number, string>()
  const send = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}${path}`, init)
    const body = await answer.text()
    if (!refusals.has(answer.status)) refusals.set(answer.status, body)
    return answer.status
  }
  const json = { 'content-type': 'application/json' }
  const weak = { authorization: `Bearer ${weakKey}` }
  const strong = { ...json, authorization: `Bearer ${key}` }
  const { slug } = had(story.kept, 'article')

  await send('/v1/articles?limit=0')
  await send('/v1/articles', { method: 'POST', headers: json, body: '{}' })
  await send('/v1/articles', { method: 'POST', headers: { ...json, ...weak }, body: '{}' })
  await send('/v1/articles/the-bridge-that-never-was')
  await send('/v1/articles', { method: 'PUT' })
  await send('/v1/articles', { headers: { accept: 'image/png' } })
  await send(`/v1/articles/${'a'.repeat(300)}`)
  await send('/v1/extractions', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ text: 'x'.repeat(1_100_000) }),
  })
  await send('/v1/extractions', {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'A story.',
  })
  await send(`/v1/articles/${slug}/comments`, {
    method: 'POST',
    headers: json,
    body: '{"authorName":"Mira"}',
  })
  await send('/v1/articles', { headers: { 'x-long': 'x'.repeat(20_000) } })
  const taken = JSON.stringify({ headline: 'High tide on Sunday', slug })
  await send('/v1/articles', { method: 'POST', headers: strong, body: taken })
  const section = { method: 'PATCH', body: '{"section":"Local"}' }
  await send(`/v1/articles/${slug}`, { ...section, headers: { ...strong, 'if-match': '"1"' } })
  await send(`/v1/articles/${slug}`, { ...section, headers: strong })
  for (let i = 0; i < 80; i++) {
    if ((await send('/v1/extractions', { method: 'POST', headers: json, body: '{}' })) === 429) break
  }
  await closeDatabase()
  await send('/v1/articles')
  await send('/health/ready')
  return refusals
}

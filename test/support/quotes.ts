import type { TestApp } from './app.ts'

export const bodyOf = (...texts: string[]) => ({
  blocks: texts.map((text) => ({ type: 'paragraph', text })),
})

interface Sent {
  method: 'POST' | 'PATCH' | 'DELETE'
  url: string
  payload?: object
  version?: string | undefined
}

/** What a test does to articles and their quotes with a key. */
export function quoteDesk(test: TestApp, key: string) {
  const send = ({ version, ...request }: Sent) =>
    test.send({ ...request, key, headers: version === undefined ? {} : { 'if-match': version } })
  const article = async (headline: string, ...texts: string[]) =>
    (
      await send({ method: 'POST', url: '/v1/articles', payload: { headline, body: bodyOf(...texts) } })
    ).json()
  const publish = async ({ id }: { id: string }) =>
    (await send({ method: 'POST', url: `/v1/articles/${id}/publish`, version: '*' })).json()
  return {
    send,
    article,
    publish,
    published: async (headline: string, ...texts: string[]) => publish(await article(headline, ...texts)),
    rewrite: (id: string, ...texts: string[]) =>
      send({ method: 'PATCH', url: `/v1/articles/${id}`, payload: { body: bodyOf(...texts) }, version: '*' }),
    post: (payload: object) => send({ method: 'POST', url: '/v1/quotes', payload }),
    patch: (id: string, payload: object, version: string | undefined = '*') =>
      send({ method: 'PATCH', url: `/v1/quotes/${id}`, payload, version }),
    remove: (id: string, version = '*') => send({ method: 'DELETE', url: `/v1/quotes/${id}`, version }),
    quotesOf: async (article: string, query = '') =>
      (await test.send({ url: `/v1/articles/${article}/quotes?limit=100&${query}`, key })).json().data,
  }
}

/** The types of all changes that the log tells of a resource, in order. */
export async function changesOf({ db }: TestApp, id: string): Promise<string[]> {
  const { changes } = db.tables
  const rows = await db.read.select().from(changes).orderBy(changes.position)
  return rows.filter((row) => row.resourceId === id).map((row) => row.type)
}

/** What the position of a quote cuts out of the body, by code points. */
export const cutOut = (text: string, { start, end }: { start: number; end: number }) =>
  [...text].slice(start, end).join('')

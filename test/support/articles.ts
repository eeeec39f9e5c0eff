import { eq } from 'drizzle-orm'
import type { TestApp } from './app.ts'

/** What a test does to articles, with a key that may do everything to them. */
export async function articleDesk(test: TestApp) {
  const key = await test.key()
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    test.send({ method: 'POST', url, key, payload, headers })

  /** An action on any version of an article. */
  const act = (id: string, action: string, payload: object = {}, ifMatch = '*') =>
    post(`/v1/articles/${id}/${action}`, payload, { 'if-match': ifMatch })
  const create = async (body: object) => (await post('/v1/articles', body)).json()

  return {
    key,
    post,
    act,
    create,
    publish: async (body: object) => (await act((await create(body)).id, 'publish')).json(),
    patch: (id: string, payload: object, ifMatch = '*') =>
      test.send({
        method: 'PATCH',
        url: `/v1/articles/${id}`,
        key,
        payload,
        headers: { 'if-match': ifMatch },
      }),
    read: (path: string) => test.send({ url: path }),
    readByKey: (path: string) => test.send({ url: path, key }),
  }
}

/** The types of all changes that the log tells of an article and what hangs on it, in order. */
export async function changesOf({ db }: Pick<TestApp, 'db'>, articleId: string): Promise<string[]> {
  const { changes } = db.tables
  const rows = await db.read
    .select()
    .from(changes)
    .where(eq(changes.articleId, articleId))
    .orderBy(changes.position)
  return rows.map(({ type }) => type)
}

/** An answer as a stranger compares it: everything but the request id and the address asked. */
export const comparable = (answer: { statusCode: number; body: string; headers: object }) => {
  const { requestId: _, instance: __, ...body } = JSON.parse(answer.body)
  const {
    'x-request-id': ___,
    date: ____,
    'content-length': _____,
    ...headers
  } = answer.headers as Record<string, unknown>
  return { status: answer.statusCode, body, headers }
}

export const unknownArticle = '/v1/articles/019a3f0e-7c2b-7d3e-9a51-0f6c2b8e4d11'

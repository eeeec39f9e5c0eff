// What the tests of comments decide about the site.

import type { TestApp } from '../support/app.ts'

/** Changes settings of comments; throws where they are refused. */
export const settle =
  (test: TestApp, key: string) =>
  async (comments: object): Promise<void> => {
    const answer = await test.send({
      method: 'PATCH',
      url: '/v1/settings',
      key,
      payload: { comments },
      headers: { 'if-match': '*' },
    })
    if (answer.statusCode !== 200) throw new Error(`The settings were refused: ${answer.body}`)
  }

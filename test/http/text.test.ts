import fc from 'fast-check'
import { findTextProblem } from '../../src/text/text-problem.ts'
import { eachApp } from '../support/app.ts'

eachApp('a text', async (t, test) => {
  const key = await test.key()
  const { id } = (
    await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Round trip' } })
  ).json()

  t.test('comes back exactly as it was sent, after NFC, in a body, in JSON and on both engines', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .filter((value) => findTextProblem(value) === undefined && value.trim() !== '')
    await fc.assert(
      fc.asyncProperty(text, text, async (summary, paragraph) => {
        const blocks = [{ type: 'paragraph', text: `a${paragraph}z` }]
        const changed = await test.send({
          method: 'PATCH',
          url: `/v1/articles/${id}`,
          key,
          payload: { summary, body: { blocks } },
          headers: { 'if-match': '*' },
        })
        if (changed.statusCode !== 200) throw new Error(changed.body)
        const read = (await test.send({ url: `/v1/articles/${id}`, key })).json()
        return (
          read.summary === summary.normalize('NFC') &&
          read.body.text === `a${paragraph}z`.normalize('NFC') &&
          read.body.blocks[0].text === read.body.text
        )
      }),
      { numRuns: 150, seed: 20261124 },
    )
  })
})

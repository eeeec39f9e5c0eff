import fc from 'fast-check'
import { eachApp } from '../support/app.ts'

eachApp('an instant', async (t, test) => {
  const key = await test.key()
  const { id } = (
    await test.send({ method: 'POST', url: '/v1/articles', key, payload: { headline: 'Instants' } })
  ).json()
  const patch = (embargoUntil: string) =>
    test.send({
      method: 'PATCH',
      url: `/v1/articles/${id}`,
      key,
      payload: { embargoUntil },
      headers: { 'if-match': '*' },
    })

  t.test('comes back as the same instant in UTC, whatever offset it was given with', async () => {
    const instant = fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true })
    const minutes = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 })
    await fc.assert(
      fc.asyncProperty(instant, minutes, async (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
        const pad = (number: number) => String(number).padStart(2, '0')
        const answer = await patch(`${local}${offset < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`)
        return answer.statusCode === 200 && answer.json().embargoUntil === date.toISOString()
      }),
      { numRuns: 150, seed: 20261124 },
    )
  })

  t.test('that does not exist, or has no zone, is refused', async (t) => {
    for (const bad of [
      '2026-02-30T00:00:00Z',
      '2026-11-24T24:00:00Z',
      '2026-11-24T23:59:60Z',
      '2026-11-24T09:00:00',
      '10000-01-01T00:00:00Z',
      '2026-11-24T09:00:00+24:00',
    ]) {
      const answer = await patch(bad)
      t.equal(answer.statusCode, 422, bad)
      t.match(answer.json().errors, [{ pointer: '/embargoUntil' }], bad)
    }
  })
})

import { keyStore } from '../../src/auth/store.ts'
import { newId } from '../../src/ids.ts'
import { eachDatabase } from '../support/each-database.ts'

const samples = 2000

/**
 * Two-sided p of the Mann-Whitney U test by its normal approximation: how likely two samples of one distribution lie as far
 * apart as these. Times in nanoseconds hold few ties.
 */
function mannWhitney(a: number[], b: number[]): number {
  const all = [...a.map((time) => ({ time, isA: true })), ...b.map((time) => ({ time, isA: false }))]
  all.sort((x, y) => x.time - y.time)
  const rankSum = all.reduce((sum, { isA }, i) => sum + (isA ? i + 1 : 0), 0)
  const u = rankSum - (a.length * (a.length + 1)) / 2
  const mean = (a.length * b.length) / 2
  const deviation = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
  return 2 * tail(Math.abs(u - mean) / deviation)
}

/** The upper tail of the normal distribution (Abramowitz and Stegun, 26.2.17). */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const poly = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const sum = poly.reduce((total, factor, i) => total + factor * t ** (i + 1), 0)
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum
}

// In the process itself: the noise of a connection would hide a difference, not prove that there is none.
eachDatabase('a key', async (t, db) => {
  const keys = keyStore(db, () => new Date())
  const { key } = await keys.create({ name: 'known', scopes: ['articles:read'] })
  const secret = key.slice(-48)
  const wrongSecret = key.replace(
    secret,
    secret.replaceAll(/[0-9a-f]/g, (digit) => (digit === '0' ? '1' : '0')),
  )
  const time = async (parts: string): Promise<number> => {
    // As a request brings it: a string that was just put together is measured with its putting together.
    const token = Buffer.from(parts).toString()
    const startedAt = process.hrtime.bigint()
    await keys.authenticate(token).then(
      () => t.fail('it opened something'),
      () => undefined,
    )
    return Number(process.hrtime.bigint() - startedAt)
  }
  const compare = async (): Promise<number> => {
    const times: { unknown: number[]; wrong: number[] } = { unknown: [], wrong: [] }
    for (let i = 0; i < samples; i++) {
      const unknown = `dl_${newId()}_${secret}`
      // In turn one or the other first, so that neither follows the other's warmth.
      if (i % 2 === 0) times.unknown.push(await time(unknown))
      times.wrong.push(await time(wrongSecret))
      if (i % 2 === 1) times.unknown.push(await time(unknown))
    }
    return mannWhitney(times.unknown, times.wrong)
  }

  t.test('that is unknown takes as long to refuse as a wrong secret', async (t) => {
    await compare()
    // By definition one comparison in a hundred falls below 0.01 where there is no difference; one that is there shows in all.
    const found = [await compare(), await compare(), await compare()]
    t.ok(Math.max(...found) > 0.01, `p = ${found.map((p) => p.toPrecision(2)).join(', ')}`)
  })
})

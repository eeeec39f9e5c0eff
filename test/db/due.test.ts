import t from 'tap'
import { type DueWork, settleDue } from '../../src/db/due.ts'

/** Work of so many things, some of which fail each time. */
function workOf(count: number, fails: (n: number) => boolean = () => false) {
  const due = new Set(Array.from({ length: count }, (_, n) => n))
  const work: DueWork = {
    what: 'a test',
    find: async (limit) =>
      [...due].slice(0, limit).map((n) => async () => {
        if (fails(n)) throw new Error(`thing ${n}`)
        due.delete(n)
      }),
  }
  return { work, due }
}

t.test('what is due is settled to the last, more than one look may find', async (t) => {
  const { work, due } = workOf(250)
  await settleDue([work], { onError: (what) => t.fail(what) })
  t.equal(due.size, 0)
})

t.test('what fails stays due, is told, and holds up nothing else', async (t) => {
  const errors: string[] = []
  const broken: DueWork = { what: 'broken', find: () => Promise.reject(new Error('no database')) }
  const { work, due } = workOf(120, (n) => n === 3)
  await settleDue([broken, work], {
    onError: (what, err) => errors.push(`${what}: ${(err as Error).message}`),
  })
  t.same([...due], [3])
  t.same([...new Set(errors)], ['broken: no database', 'a test: thing 3'])
})

t.test('a stop comes between two things', async (t) => {
  const stopping = new AbortController()
  const { work, due } = workOf(10, (n) => {
    if (n === 4) stopping.abort()
    return false
  })
  await settleDue([work], { signal: stopping.signal, onError: (what) => t.fail(what) })
  t.equal(due.size, 5)
})

import t from 'tap'
import { keepThread } from '../../src/cli/thread.ts'
import { until } from '../support/until.ts'

const module = (code: string) =>
  new URL(`data:text/javascript,import { parentPort, workerData } from 'node:worker_threads';${code}`)

t.test('a thread that fails is begun anew, and its failure is told', async (t) => {
  const said: unknown[] = []
  const ends: unknown[] = []
  const code = `parentPort.postMessage(workerData); throw new Error('On purpose')`
  const kept = keepThread(module(code), {
    data: 'given',
    rest: 1,
    onMessage: (message) => said.push(message),
    onEnd: (err) => ends.push(err),
  })
  await until(() => ends.length >= 2)
  await kept.stop()
  t.ok(said.length >= 2)
  t.same(new Set(said), new Set(['given']))
  for (const err of ends) t.match(err, { message: 'On purpose' })
})

t.test('a thread that is told to stop ends once its work is done, and is not begun anew', async (t) => {
  const said: unknown[] = []
  const code = `parentPort.once('message', (word) => setTimeout(() => parentPort.postMessage(word), 20));
    parentPort.postMessage('began')`
  const kept = keepThread(module(code), {
    data: undefined,
    rest: 1,
    onMessage: (message) => said.push(message),
    onEnd: () => said.push('ended by itself'),
  })
  await until(() => said.length === 1)
  await kept.stop()
  t.same(said, ['began', 'stop'])
})

t.test('a thread that is stopped while it rests is not begun anew', async (t) => {
  const ends: unknown[] = []
  const kept = keepThread(module(''), {
    data: undefined,
    rest: 60_000,
    onMessage: () => {},
    onEnd: (err) => ends.push(err),
  })
  await until(() => ends.length === 1)
  await kept.stop()
  t.same(ends, [undefined])
})

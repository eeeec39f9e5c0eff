// Work on a thread of its own. What runs there ends when it is told `stop`; when it ends otherwise, it is begun anew.

import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

interface Options {
  /** What the thread is given as its `workerData`. */
  data: unknown
  onMessage: (message: unknown) => void
  /** Hears why the thread ended by itself; undefined where it did not fail. */
  onEnd: (err: unknown) => void
  /** Milliseconds until it is begun anew. */
  rest: number
}

/** The one message that a thread is sent. */
export const stop = 'stop'

/** Keeps a module running on a thread; `stop` settles when the thread has ended. */
export function keepThread(
  module: URL,
  { data, onMessage, onEnd, rest }: Options,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const end = await lifeOf(threadOf(module, data), onMessage, signal)
      if (signal.aborted) return
      onEnd(end)
      await delay(rest, undefined, { signal }).catch(() => {})
    }
  }
  const running = run()

  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** From the sources, a thread needs the loader that the process was started with: Node gives it to the first thread alone. */
function threadOf(module: URL, workerData: unknown): Worker {
  if (!module.pathname.endsWith('.ts')) return new Worker(module, { workerData })
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(module)}) })`
  return new Worker(code, { eval: true, workerData })
}

/** Settles with why it ended, once it has. */
function lifeOf(
  thread: Worker,
  onMessage: (message: unknown) => void,
  signal: AbortSignal,
): Promise<unknown> {
  const end = () => thread.postMessage(stop)
  signal.addEventListener('abort', end)
  return new Promise((resolve) => {
    let failure: unknown
    thread.on('message', onMessage)
    thread.on('error', (err) => {
      failure = err
    })
    thread.on('exit', () => {
      signal.removeEventListener('abort', end)
      resolve(failure)
    })
  })
}

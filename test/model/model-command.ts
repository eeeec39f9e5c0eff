// `npm run model -- --runs 1000 --seed 1 --engine SQLite`; `--of threads` for what happens under one article

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Engine, engines } from '../support/engines.ts'
import { stopServer } from '../support/postgres.ts'
import { sitesOn } from './open-site.ts'
import { type Progress, runModel } from './run.ts'
import { runThreads } from './thread-run.ts'

const models = { site: runModel, threads: runThreads }
type Model = keyof typeof models

const summary = (name: string, { runs, steps, requests }: Progress, seconds: number): string =>
  `${name}: ${runs} sequences, ${steps} steps, ${requests} requests in ${seconds.toFixed(0)} s`

/** Runs on one engine; gives whether the site and the model never differed. */
async function runOn(
  engine: Engine,
  { of, ...drawn }: { of: Model; runs: number; seed: number; length: number },
) {
  const last: (() => unknown)[] = []
  const owner = { teardown: (work: () => unknown) => void last.unshift(work) }
  const started = performance.now()
  const secondsSoFar = () => (performance.now() - started) / 1000
  try {
    const { failure, ...progress } = await models[of](sitesOn(engine, owner), {
      ...drawn,
      onProgress: (soFar) => {
        if (soFar.runs % 50 === 0) process.stderr.write(`${summary(engine, soFar, secondsSoFar())}\n`)
      },
    })
    process.stdout.write(`${failure ?? ''}\n${summary(engine, progress, secondsSoFar())}\n`)
    return failure === undefined
  } finally {
    for (const work of last) await work()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      length: { type: 'string', default: '40' },
      of: { type: 'string', default: 'site' },
      engine: { type: 'string', multiple: true, default: Object.keys(engines) },
    },
  })
  const of = values.of as Model
  if (!Object.hasOwn(models, of)) throw new Error(`--of is one of ${Object.keys(models).join(', ')}.`)
  const drawn = {
    of,
    runs: Number(values.runs),
    seed: Number(values.seed),
    length: Number(values.length),
  }
  for (const engine of ['SQLite', 'PostgreSQL'] as const) {
    if (values.engine.includes(engine) && !(await runOn(engine, drawn))) process.exitCode = 1
  }
  await stopServer()
}

// `npm run writers -- --seconds 30 --per-second 200`

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareCrash } from './crash-command.ts'
import { writeToTwo } from './two-writers.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    'per-second': { type: 'string', default: '200' },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'dateline-writers-'))
try {
  const { env, key } = await prepareCrash(`file:${join(folder, 'writers.db')}`)
  const pace = { seconds: Number(values.seconds), perSecond: Number(values['per-second']) }
  const { asked, stored, refused, slowest } = await writeToTwo(env, key, pace)
  process.stdout.write(
    `${asked} writes to two servers: ${stored.join(' + ')} stored, all of them there; ${refused} were 503 with Retry-After, nothing else went wrong; the slowest answer took ${Math.round(slowest)} ms.\n`,
  )
} finally {
  await rm(folder, { recursive: true, force: true })
}

// The linter's recommended rules over the contract. It runs in its own process, which is told to stay off the network:
// no telemetry, no look for updates. What it says, such as of Node's age, is shown when a rule is broken.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json')
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(dirname(manifest), 'bin/cli.js'), 'lint', 'openapi/openapi.json'],
  {
    encoding: 'utf8',
    env: {
      ...process.env,
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    },
  },
)
if (status === 0) console.log('openapi/openapi.json breaks no rule.')
else console.error(`${stdout ?? ''}${stderr ?? ''}`)
process.exitCode = status === 0 ? 0 : 1

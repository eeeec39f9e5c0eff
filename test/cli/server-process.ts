import { once } from 'node:events'
import { join } from 'node:path'
import type { Test } from 'tap'
import { tempFolder } from '../support/temp.ts'
import { collect, startCli } from './cli.ts'

/** Starts a command that serves, on an empty database and a free port unless told, until it says where. */
export async function startServer(t: Test, command: string, env: Record<string, string> = {}) {
  const folder = await tempFolder(t)
  const child = startCli([command], {
    env: { DATABASE_URL: `file:${join(folder, 'data.db')}`, PORT: '0', ...env },
  })
  t.teardown(() => child.kill('SIGKILL'))
  const outcome = collect(child)
  const ended = once(child, 'close').then(() => ({ ...outcome, code: child.exitCode }))
  const address = /http:\/\/[\d.]+:\d+/
  const printed = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => address.test(outcome.stdout) && resolve())
  })
  await Promise.race([printed, ended])
  const [url = ''] = address.exec(outcome.stdout) ?? []
  if (url === '') throw new Error(`It does not serve: ${outcome.stdout}${outcome.stderr}`)
  return { child, outcome, ended, url, port: Number(new URL(url).port) }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { builtMain } from '../support/built.ts'
import type { Outcome } from '../support/processes.ts'

export interface CliOptions {
  env?: Record<string, string>
  /** Standard input; empty unless given. */
  input?: string | Buffer
}

/** Starts `dateline` as a process of its own; of this process's settings it knows only where programs are. */
export function startCli(args: readonly string[], { env = {} }: CliOptions = {}): ChildProcess {
  return spawn(process.execPath, [builtMain(), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
}

/** Runs `dateline` to its end. */
export async function cli(args: readonly string[], options: CliOptions = {}): Promise<Outcome> {
  const child = startCli(args, options)
  const outcome = collect(child)
  child.stdin?.end(options.input ?? '')
  await once(child, 'close')
  return { ...outcome, code: child.exitCode }
}

/** What a child writes, as far as it has come. */
export function collect(child: ChildProcess): Outcome {
  const outcome: Outcome = { code: null, stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    outcome.stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    outcome.stderr += text
  })
  return outcome
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

export interface Running {
  /** The first line of standard output that is a JSON object, or the address that the server says it listens at. */
  said: Record<string, unknown>
  pid: number
  stop: () => Promise<void>
}

/** Starts a file as a process pinned to one core and waits for the JSON line it prints. */
export async function start(
  file: string,
  args: string[],
  options: { core: number; env?: NodeJS.ProcessEnv },
): Promise<Running> {
  const loader = file.endsWith('.ts') ? ['--import=tsx'] : []
  const command = ['-c', String(options.core), process.execPath, ...loader, file, ...args]
  const child = spawn('taskset', command, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await firstJsonLine(child)
  return { said, pid: child.pid ?? 0, stop: () => stopProcess(child) }
}

async function firstJsonLine(child: ChildProcess): Promise<Record<string, unknown>> {
  if (child.stdout === null) throw new Error('The process has no output.')
  const lines = createInterface({ input: child.stdout })
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 120_000)
  try {
    for await (const line of lines) {
      if (line.startsWith('{')) return JSON.parse(line)
      // What `dateline serve` says.
      const url = / listens at (\S+)$/.exec(line)?.[1]
      if (url !== undefined) return { url }
    }
  } finally {
    clearTimeout(giveUp)
  }
  throw new Error('The process ended without saying anything.')
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([ended, wait(10_000)])
  child.kill('SIGKILL')
}

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plainEnvironment } from './built.ts'

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
}

/** Arguments by which Node runs a module of ours. */
export const moduleArguments = (module: URL): string[] => [
  `--import=${new URL('one-module.mjs', import.meta.url)}`,
  fileURLToPath(module),
]

/** Runs a module of this project as a process of its own, to its end. */
export const runModule = (module: URL, args: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...moduleArguments(module), ...args], { env: plainEnvironment() })
    const outcome: Outcome = { code: null, stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      outcome.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      outcome.stderr += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...outcome, code }))
  })

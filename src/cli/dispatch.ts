// From the words of a command line to the command; errors become sentences and exit codes here and nowhere else.

import { version } from '../config.ts'
import { AppError } from '../errors.ts'
import { configCommand } from './config.ts'
import { demoCommand } from './demo.ts'
import { extractCommand } from './extract.ts'
import { importCommand } from './import.ts'
import type { Command, Io } from './io.ts'
import { keysCommand } from './keys.ts'
import { migrateCommand } from './migrate.ts'
import { openApiCommand } from './openapi.ts'
import { serveCommand } from './serve.ts'
import { usageProblem } from './usage-error.ts'

const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  importCommand,
  extractCommand,
  keysCommand,
  openApiCommand,
  configCommand,
  demoCommand,
]

/** Runs the command that the words name and gives the exit code: 2 when the call itself was wrong. */
export async function dispatch(words: readonly string[], io: Io): Promise<number> {
  const [name, ...args] = words
  if (name === undefined) {
    io.err(overview)
    return 2
  }
  if (asksForHelp([name]) || name === 'help') {
    io.out(overview)
    return 0
  }
  if (name === '--version') {
    io.out(version)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) {
    io.err(`dateline: "${name}" is not a command; there are ${commands.map((one) => one.name).join(', ')}.`)
    return 2
  }
  if (asksForHelp(args)) {
    io.out(command.usage)
    return 0
  }
  return runCommand(command, args, io)
}

const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h')

const overview = `Usage: dateline <command>

${commands.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}

"dateline <command> --help" says more. Settings are environment variables; "dateline config" shows them.`

async function runCommand(command: Command, args: string[], io: Io): Promise<number> {
  const say = (text: string) => io.err(`dateline ${command.name}: ${text}`)
  try {
    return await command.run(args, io)
  } catch (error) {
    const wrongCall = usageProblem(error)
    if (wrongCall !== undefined) {
      say(`${wrongCall} See "dateline ${command.name} --help".`)
      return 2
    }
    if (error instanceof AppError) say(error.message)
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

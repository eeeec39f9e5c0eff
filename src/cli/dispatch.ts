// From the words of a command line to the command; errors become sentences and exit codes here and nowhere else.

import { version } from '../config.ts'
import { AppError } from '../errors.ts'
import type { Command, Io } from './io.ts'
import { usageProblem } from './usage-error.ts'

interface Entry {
  name: string
  summary: string
  /** Commands are loaded one at a time: whoever makes a key need not wait for a server to load. */
  load(): Promise<Command>
}

const entries: readonly Entry[] = [
  {
    name: 'serve',
    summary: 'Starts the server.',
    load: async () => (await import('./serve.ts')).serveCommand,
  },
  {
    name: 'migrate',
    summary: 'Brings the database up to date.',
    load: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'import',
    summary: 'Imports stories from files, folders or standard input.',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    name: 'export',
    summary: 'Writes all articles with their comments.',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'follow',
    summary: 'Mirrors the articles of another Dateline.',
    load: async () => (await import('./follow.ts')).followCommand,
  },
  {
    name: 'extract',
    summary: 'Reads a text and prints what it says, without storing it.',
    load: async () => (await import('./extract.ts')).extractCommand,
  },
  {
    name: 'keys',
    summary: 'Makes, lists and revokes API keys.',
    load: async () => (await import('./keys.ts')).keysCommand,
  },
  {
    name: 'subjects',
    summary: 'Loads a vocabulary of subjects.',
    load: async () => (await import('./subjects.ts')).subjectsCommand,
  },
  {
    name: 'check',
    summary: 'Holds what is stored against what it is derived from.',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'openapi',
    summary: 'Writes the OpenAPI document.',
    load: async () => (await import('./openapi.ts')).openApiCommand,
  },
  {
    name: 'config',
    summary: 'Shows the settings in force, secrets hidden.',
    load: async () => (await import('./config.ts')).configCommand,
  },
  {
    name: 'demo',
    summary: 'Starts the server with sample stories in it.',
    load: async () => (await import('./demo.ts')).demoCommand,
  },
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
  const entry = entries.find((one) => one.name === name)
  if (entry === undefined) {
    io.err(`dateline: "${name}" is not a command; there are ${entries.map((one) => one.name).join(', ')}.`)
    return 2
  }
  const command = await entry.load()
  if (asksForHelp(args)) {
    io.out(command.usage)
    return 0
  }
  return runCommand(command, { name, args, io })
}

const asksForHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h')

const overview = `Usage: dateline <command>

${entries.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}

"dateline <command> --help" says more. Settings are environment variables; "dateline config" shows them.`

async function runCommand(
  command: Command,
  { name, args, io }: { name: string; args: string[]; io: Io },
): Promise<number> {
  const say = (text: string) => io.err(`dateline ${name}: ${text}`)
  try {
    return await command.run(args, io)
  } catch (error) {
    const wrongCall = usageProblem(error)
    if (wrongCall !== undefined) {
      say(`${wrongCall} See "dateline ${name} --help".`)
      return 2
    }
    if (error instanceof AppError) say(error.message)
    else say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

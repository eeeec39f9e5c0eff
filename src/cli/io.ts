/** What a command has to do with the outside; `main.ts` gives it the process's own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Standard input. */
  readonly input: AsyncIterable<Uint8Array>
  /** A line of the result, to standard output. */
  readonly out: (line: string) => void
  /** A line about the work, to standard error. */
  readonly err: (line: string) => void
  /** Undefined where no person is looking at standard error. */
  readonly status: ((text: string) => void) | undefined
}

/** One command of `dateline`. */
export interface Command {
  /** What `--help` prints. */
  readonly usage: string
  /** Does the work and gives the exit code: 0 only when nothing was lost. */
  run(args: string[], io: Io): Promise<number>
}

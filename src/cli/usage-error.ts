// What is wrong with a command line itself ends with exit code 2, as the shell's own tools do; everything else with 1.

const code = 'ERR_USAGE'

/** An error in how a command was called; `sentence` says what would be right. */
export const usageError = (sentence: string): Error => Object.assign(new Error(sentence), { code })

/** The sentence for a usage error of ours or of `parseArgs`; undefined for any other error. */
export function usageProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  if (error.code === code) return error.message
  if (!error.code.startsWith('ERR_PARSE_ARGS_')) return undefined
  // Its second sentence explains how to pass what begins with a hyphen, which nobody meant to.
  const [first = error.message] = error.message.split(/(?<=')\. |\n/)
  return `${first.replace(/\.$/, '')}.`
}

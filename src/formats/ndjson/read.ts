// Newline-delimited JSON (https://github.com/ndjson/ndjson-spec): an object in each line, read as the lines come. A line that is no
// object is told of and passed over; a text of which too many are is another kind of text.

export interface JsonLine {
  line: number
  value: Record<string, unknown>
}

export interface JsonLineProblem {
  line: number
  code: string
  message: string
}

const longestLine = 32 * 1024 * 1024
const mostProblems = 20

/** The objects in their order; nothing is thrown. */
export async function* readJsonLines(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<JsonLine | { problem: JsonLineProblem }> {
  let line = 0
  let problems = 0
  for await (const text of linesOf(source)) {
    line += 1
    const value = text === undefined ? undefined : objectIn(text)
    if (value !== undefined) yield { line, value }
    else if (text === undefined || text.trim() !== '') {
      const message =
        text === undefined ? 'The line is longer than any entry is.' : 'The line is not a JSON object.'
      yield { problem: { line, code: 'bad_line', message } }
      problems += 1
      if (problems === mostProblems || text === undefined) return
    }
  }
}

/** The lines, without their ends; undefined for one that is too long, which is the last. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of source) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > longestLine) {
      yield undefined
      return
    }
    yield* parts
    // A moment for everybody else.
    await new Promise((resolve) => setImmediate(resolve))
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

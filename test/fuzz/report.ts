// How a report is read by people.

import type { Finding, Report } from './fuzz.ts'

/** What is wrong, and how to see it again. */
export const shown = ({ kind, operation, message, run, seed, curl, times }: Finding): string =>
  [
    `\n${operation}: ${kind}${times > 1 ? ` (${times} times)` : ''}`,
    message.slice(0, 1500),
    `run ${run} of seed ${seed}`,
    curl,
  ].join('\n  ')

export const summary = ({ requests, seconds, findings }: Report): string =>
  `${requests} requests in ${seconds.toFixed(0)} s (${Math.round(requests / seconds)}/s), ${findings.length} findings`

/** Operations that never succeeded: what the fuzzer does not reach, it does not test. */
export const unreached = ({ answered, operations }: Report): string[] =>
  operations.filter((id) => ![...(answered.get(id)?.keys() ?? [])].some((status) => status < 300))

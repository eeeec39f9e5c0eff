// The pages that `type` leads to, one for each code, made from the table that errors are thrown from.

import { Type } from 'typebox'
import { AppError, type ErrorCodeName, errorCodes, errorKinds } from '../errors.ts'
import { escapeHtml } from '../text/html.ts'
import { limits } from './limits.ts'
import type { AddRoute } from './route.ts'
import { oneOf } from './schema.ts'

const codes = Object.keys(errorCodes) as ErrorCodeName[]
const Params = Type.Object({ code: oneOf(codes, { description: 'The `code` of a problem.' }) })

export function problemPages(route: AddRoute): void {
  route({
    method: 'GET',
    url: '/problems/:code',
    operationId: 'getProblemPage',
    tag: 'operations',
    summary: 'What an error code means and what to do',
    access: 'public',
    cache: 'static',
    params: Params,
    answers: { 200: { description: 'A page to read.', contentType: 'text/html', schema: Type.String() } },
    errors: ['not_found'],
    handle: async ({ params, reply }) => {
      if (!codes.includes(params.code)) throw new AppError('not_found', 'There is no such code.')
      return reply.type('text/html; charset=utf-8').send(page(params.code))
    },
  })
}

function page(name: ErrorCodeName): string {
  const { kind, title, help } = errorCodes[name]
  const others = codes.map((code) => `<a href="${code}">${code}</a>`).join(' ')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<h1>${escapeHtml(title)}</h1>
<p>Status ${errorKinds[kind]}, code <code>${name}</code>${kind === name ? '' : `, a kind of <code>${kind}</code>`}.</p>
<p>${escapeHtml(help)}</p>
${name === 'rate_limited' ? limitsTable() : ''}<p>All codes: ${others}</p>
</html>
`
}

/** The limits in force, from the table that counts. */
function limitsTable(): string {
  const rows = Object.entries(limits).map(
    ([name, { quota, seconds, of }]) =>
      `<tr><td><code>${name}</code></td><td>${quota} in ${seconds} s</td><td>${escapeHtml(of)}</td></tr>`,
  )
  return `<table>
<thead><tr><th>Limit</th><th>Requests</th><th>Of</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>Counted per key, else per IPv4 address or IPv6 /64.</p>
`
}

// The reference: bare Fastify routes that send given bytes, or say 304 of them. Run as a process of its own, told the bytes by a
// file.

import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const [file = ''] = process.argv.slice(2)
const bytes = readFileSync(file, 'utf8')
const app = Fastify()
app.get('/bare', (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes))
app.get('/bare-304', (_request, reply) => reply.code(304).header('etag', 'W/"bare"').send())
const url = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ url })}\n`)

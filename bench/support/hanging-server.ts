// A thousand receivers in one: takes every connection and never answers.

import { createServer } from 'node:net'

const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.resume()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`)
})

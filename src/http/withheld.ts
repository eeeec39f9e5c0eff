import type { FastifyReply } from 'fastify'

/** Says of an answer that has no place for it how many pictures were left out of it; nothing where none was. */
export function tellWithheld(reply: FastifyReply, count: number): void {
  if (count > 0) reply.header('withheld', `mediaCredit;reason=rights;count=${count}`)
}

/** For the `headers` of a route's answers. */
export const withheldHeader = { Withheld: 'What is left out, for partners.' }

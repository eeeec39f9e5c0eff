import type { FastifyRequest } from 'fastify'

/** The header by which an author shows whose comment it is. */
export const commentToken = 'comment-token'

/** Whether a request is answered as anybody's is, so that its answer may be kept for others: a key and a token see more. */
export const isShared = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers.authorization === undefined && headers[commentToken] === undefined

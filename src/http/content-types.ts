// The three ways a body is read, all in strict UTF-8: JSON (merge patch included), an HTML form, and raw bytes for
// imports. Which of them a route takes is the route's own list; see `route.ts`.

import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { findDuplicateKey } from './duplicate-keys.ts'
import { parseQueryString } from './query.ts'

export const json = 'application/json'
export const mergePatch = 'application/merge-patch+json'
export const form = 'application/x-www-form-urlencoded'

/** The media type of a Content-Type header, lower case and without parameters. */
export const mediaTypeOf = (header: string | undefined): string | undefined =>
  header?.split(';', 1)[0]?.trim().toLowerCase()

/** Whether the header names a charset, and one that is not UTF-8. */
export const isForeignCharset = (header: string): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(header)?.[1]
  return charset !== undefined && !/^utf-?8$/i.test(charset)
}

/** Replaces Fastify's parsers by ours. */
export function readBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([json, mergePatch], { parseAs: 'buffer' }, (request, bytes, done) => {
    if (request.routeOptions.config.raw) return done(null, bytes)
    const text = decodeUtf8(bytes as Buffer)
    if (text instanceof AppError) return done(text)
    // An action may come without a body; its schema says whether the empty object will do.
    if (text === '') return done(null, {})
    parseJson(request, text, (error, value) => {
      const twice = error === null ? findDuplicateKey(text) : undefined
      done(twice === undefined ? error : namedTwice(twice), value)
    })
  })
  app.addContentTypeParser(form, { parseAs: 'buffer' }, (request, bytes, done) => {
    if (request.routeOptions.config.raw) return done(null, bytes)
    const text = decodeUtf8(bytes as Buffer)
    if (text instanceof AppError) return done(text)
    const read = parseForm(text)
    if (read instanceof AppError) return done(read)
    done(null, read)
  })
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes))
}

function namedTwice(pointer: string): AppError {
  const shown = pointer.length > 60 ? `${pointer.slice(0, 60)}…` : pointer
  const message = `The body names ${shown} twice; name it once.`
  return new AppError('invalid', message, {
    errors: [{ in: 'body', pointer: shown, code: 'duplicate', message }],
  })
}

function decodeUtf8(bytes: Buffer): string | AppError {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    return new AppError('invalid', 'The body is not valid UTF-8.', { cause })
  }
}

/** A form's fields; browsers send every line break as CR LF and every empty field as an empty text. */
function parseForm(text: string): Record<string, string> | AppError {
  const { values, undecodable } = parseQueryString(text)
  if (undecodable.length > 0) return new AppError('invalid', 'The form is not percent-encoded UTF-8.')
  const twice = [...values].find(([, given]) => given.length > 1)
  if (twice !== undefined) return new AppError('invalid', `The form names "${twice[0]}" more than once.`)
  const fields = [...values].map(([name, given]) => [name, (given[0] ?? '').replaceAll('\r\n', '\n')])
  return Object.fromEntries(fields)
}

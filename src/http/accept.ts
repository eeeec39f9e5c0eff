import Negotiator from 'negotiator'
import { AppError } from '../errors.ts'

/**
 * Throws `not_acceptable` when `Accept` takes none of these media types (RFC 9110, section 12.5.1); an absent or empty header
 * takes all.
 */
export function requireAccepted(accept: string | undefined, types: readonly string[]): void {
  if (accept === undefined || accept === '*/*' || accept.trim() === '' || types.length === 0) return
  // A range with a charset matches only a type that names it too.
  const available = types.flatMap((type) => [type, `${type}; charset=utf-8`])
  if (new Negotiator({ headers: { accept } }).mediaTypes(available).length > 0) return
  throw new AppError('not_acceptable', `This address answers ${types.join(' or ')}; Accept takes none of it.`)
}

// The forms in which one article is answered, by the name that `format` takes; `Accept` chooses by media type. How each is written
// belongs to syndication, which hands its writers down.

import { Type } from 'typebox'
import { AppError } from '../errors.ts'
import type { NinjsVersion } from '../formats/ninjs/write.ts'
import { preferredType } from '../http/accept.ts'
import type { Actor } from '../http/actor.ts'
import { json } from '../http/content-types.ts'

export const formTypes = {
  json,
  jsonld: 'application/ld+json',
  ninjs: 'application/vnd.iptc.ninjs+json',
  newsml: 'application/vnd.iptc.g2.newsitem+xml',
  html: 'text/html',
  text: 'text/plain',
} as const
export type FormName = keyof typeof formTypes
type OtherForm = Exclude<FormName, 'json'>

// The keys of a literal are the names above; TypeScript calls them strings.
export const formNames = Object.keys(formTypes) as FormName[]

export interface FormReader {
  actor: Actor
  /** Which version of the form; the newest unless said. */
  profile?: NinjsVersion | undefined
}

/** Each takes an article as its reader sees it, with `mediaCredits` and `quotes` included. */
export type FormWriters = Readonly<
  Record<OtherForm, (article: object, reader: FormReader) => string | Promise<string>>
>

/** What the document says of the forms beside JSON. */
export const formSchemas = {
  [formTypes.jsonld]: Type.Object(
    { '@context': Type.Literal('https://schema.org'), '@type': Type.Literal('NewsArticle') },
    {
      description:
        'One schema.org NewsArticle, with its pictures as ImageObject and its quotes as Quotation.',
    },
  ),
  [formTypes.ninjs]: Type.Object(
    { uri: Type.String({ format: 'uri', description: 'The same for good, whatever the address becomes.' }) },
    { description: 'IPTC ninjs 3.1, or the version that `profile` names, its pictures as associations.' },
  ),
  [formTypes.newsml]: Type.String({ description: 'IPTC NewsML-G2 2.35, its content as NITF.' }),
  [formTypes.html]: Type.String({ description: 'A plain page.' }),
  [formTypes.text]: Type.String({ description: 'Headline, byline and body, parted by blank lines.' }),
}

interface FormQuery {
  format?: FormName
  profile?: NinjsVersion
  fields?: readonly string[]
  include?: readonly string[]
}

/** The form that is asked for: `format` before `Accept`. Throws `invalid` for a projection of what is whole or nothing. */
export function formOf({ format, profile, ...projection }: FormQuery, accept: string | undefined): FormName {
  const type = preferredType(accept, Object.values(formTypes))
  const form = format ?? formNames.find((name) => formTypes[name] === type) ?? 'json'
  if (profile !== undefined && form !== 'ninjs')
    throw refused('profile', '"profile" is a version of ninjs; name it with the form "ninjs".')
  const shaped = (['fields', 'include'] as const).find((name) => projection[name] !== undefined)
  if (form === 'json' || shaped === undefined) return form
  throw refused(shaped, `"${shaped}" shapes JSON only; leave it out with the form "${form}".`)
}

const refused = (name: string, message: string): AppError =>
  new AppError('invalid', message, {
    errors: [{ in: 'query', pointer: `/${name}`, code: 'invalid', message }],
  })

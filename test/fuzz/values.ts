// fast-check arbitraries for the schemas of the document: values that each schema allows. A schema is turned once.

import fc from 'fast-check'
import { formats, isSlug, isWebUrl } from '../../src/http/formats.ts'
import { type Document, resolve, type Schema } from './operations.ts'
import { texts } from './texts.ts'

export type Values = (schema: Schema) => fc.Arbitrary<unknown>

const date = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
const iso = date.map((at) => at.toISOString())

/** Values by format; one that is not here is made of the schema's examples. */
export const byFormat: Record<string, fc.Arbitrary<string>> = {
  instant: fc.oneof(
    { weight: 4, arbitrary: iso },
    { weight: 1, arbitrary: iso.map((text) => text.replace(/\.\d+Z$/, '+05:30')) },
    { weight: 1, arbitrary: iso.map((text) => text.replace('Z', '123456-11:00')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '2024-02-29T23:59:59Z',
        '0001-01-01T00:00:00Z',
        '9999-12-31T23:59:59.999Z',
        '9999-12-31T23:59:59.999-23:59',
        '0000-01-01T00:00:00+23:59',
        '2026-11-24T09:00:00.000Z',
        '2027-01-01T00:00:00Z',
      ),
    },
  ),
  uuid: fc.uuid({ version: [4, 7] }),
  'web-url': fc.oneof(
    fc.constantFrom(
      'https://news.example/a',
      'http://[::1]:8080/?q=%20#x',
      'HTTPS://EXAMPLE.COM',
      'https://bücher.example/ä',
      'https://a.b/?x=[y]&z=\u{1F600}',
      `https://a.b/${'x'.repeat(1988)}`,
    ),
    fc.webUrl({ withFragments: true, withQueryParameters: true }).filter(isWebUrl),
  ),
  'language-tag': fc.constantFrom('en', 'pt-BR', 'de-CH-1996', 'zh-Hant-TW', 'x-private', 'EN-us', 'sr-Latn'),
  'calendar-date': fc.oneof(
    iso.map((text) => text.slice(0, 10)),
    fc.constantFrom('2024-02-29', '0001-01-01', '9999-12-31'),
  ),
  slug: fc.oneof(
    { weight: 9, arbitrary: fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,3}$/).filter(isSlug) },
    { weight: 1, arbitrary: fc.nat().map((n) => `${n}-`.padEnd(120, 'x')) },
  ),
  uri: fc.constantFrom('https://news.example/', 'urn:x:y'),
}

/** Turns schemas into arbitraries. Throws for a keyword it cannot meet: then it has to be taught here. */
export function valuesOf(document: Document): Values {
  const made = new Map<Schema, fc.Arbitrary<unknown>>()

  const values: Values = (schema) => {
    const known = made.get(schema)
    if (known !== undefined) return known
    const arbitrary = make(resolve(document, schema))
    made.set(schema, arbitrary)
    return arbitrary
  }

  const make = (schema: Schema): fc.Arbitrary<unknown> => {
    if (schema.const !== undefined) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    const ways = schema.oneOf ?? schema.anyOf
    if (ways !== undefined) return fc.oneof(...ways.map(values))
    const types = [schema.type ?? 'any'].flat()
    const main = types.filter((type) => type !== 'null').map((type) => ofType(type, schema))
    const nothing = types.includes('null') ? [{ weight: 1, arbitrary: fc.constant(null) }] : []
    return fc.oneof(...main.map((arbitrary) => ({ weight: 5, arbitrary })), ...nothing)
  }

  const ofType = (type: string, schema: Schema): fc.Arbitrary<unknown> => {
    switch (type) {
      case 'object':
        return ofObject(schema)
      case 'array':
        return ofArray(schema)
      case 'string':
        return ofString(schema)
      case 'integer':
        return fc.integer({ min: schema.minimum ?? -1000, max: schema.maximum ?? 2 ** 31 - 1 })
      case 'number':
        return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
      case 'boolean':
        return fc.boolean()
      case 'any':
        return fc.constantFrom(null, 1, 'x', true, { a: [1] })
      default:
        throw new Error(`The fuzzer knows no type "${type}".`)
    }
  }

  const ofObject = ({ properties = {}, required = [], additionalProperties }: Schema) => {
    const known = Object.entries(properties).map(([name, property]) => [name, values(property)])
    const fixed: fc.Arbitrary<object> = fc.record(Object.fromEntries(known), {
      requiredKeys: required as never[],
      noNullPrototype: true,
    })
    if (typeof additionalProperties !== 'object') return fixed
    const more = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), values(additionalProperties), {
      maxKeys: 3,
      noNullPrototype: true,
    })
    return fc.tuple(fixed, more).map(([one, other]) => ({ ...other, ...one }))
  }

  const ofArray = ({ items = {}, minItems = 0, maxItems = 4, uniqueItems = false }: Schema) => {
    const lengths = { minLength: minItems, maxLength: Math.min(maxItems, Math.max(minItems, 4)) }
    if (!uniqueItems) return fc.array(values(items), lengths)
    return fc.uniqueArray(values(items), { ...lengths, selector: (item) => JSON.stringify(item) })
  }

  return values
}

function ofString({
  format,
  pattern,
  minLength = 0,
  maxLength = 300,
  examples,
}: Schema): fc.Arbitrary<string> {
  const fits = (text: string) => [...text].length >= minLength && [...text].length <= maxLength
  if (pattern !== undefined) {
    const expression = new RegExp(pattern, 'u')
    return fc
      .stringMatching(expression)
      .filter((text) => fits(text) && expression.test(text.normalize('NFC')) && fits(text.normalize('NFC')))
  }
  if (format === undefined || format === 'visible')
    return texts({ min: minLength, max: maxLength, isVisible: format === 'visible' })
  const known = byFormat[format]
  if (known !== undefined) return known.filter((text) => fits(text) && (formats[format]?.test(text) ?? true))
  const shown = (examples ?? []).filter((text): text is string => typeof text === 'string')
  const right = shown.filter((text) => formats[format]?.test(text) ?? false)
  if (right.length === 0) throw new Error(`The fuzzer knows no values of the format "${format}".`)
  return fc.constantFrom(...right)
}

// Who says whether a document of the trade is valid: the schemas of the standards' own bodies, which lie beside the project and not
// in it. Where they do not, what is left to say is that XML is well formed.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { formats } from '../../src/http/formats.ts'
import { projectRoot } from './sources.ts'

const standards = join(projectRoot, '../shared/data/standards')

/** Why a test that needs the schemas cannot run; false where it can. */
export const withoutStandards = existsSync(standards) ? false : 'the shared schemas are not here'

/** Throws for what is no well-formed XML 1.0. */
export function parseXml(text: string): void {
  XmlDocument.fromString(text).dispose()
}

/** Gives a function that throws, saying what is wrong, for what is no valid NewsML-G2 2.35 with NITF 3.6 in it. */
export function newsMlG2Judge(): (text: string) => void {
  xmlRegisterFsInputProviders()
  const path = join(standards, 'newsml-g2/xsd/G2-multi-schema-2.35.xsd')
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path })
  const validator = XsdValidator.fromDoc(schema)
  return (text) => {
    const document = XmlDocument.fromString(text)
    validator.validate(document)
    document.dispose()
  }
}

/** Gives a function that lists what is wrong with a value as ninjs of a version. */
export function ninjsJudge(version: '3.1' | '2.2' | '1.6' = '3.1'): (value: unknown) => string[] {
  const read = (name: string) => JSON.parse(readFileSync(join(standards, 'ninjs/schema', name), 'utf8'))
  const Judge = version === '1.6' ? Ajv : Ajv2020
  const ajv = new Judge({ strict: false, allErrors: true })
  ajv.addFormat('date-time', formats.instant?.test ?? /./)
  ajv.addFormat('uri', (text: string) => URL.canParse(text))
  if (version !== '1.6') ajv.addSchema(read('GeoJSON-schema.json'), 'https://geojson.org/schema/GeoJSON.json')
  const validate = ajv.compile(read(`ninjs-schema_${version}.json`))
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

interface TypeRule {
  ancestors: string[]
  properties: Record<string, string[]>
}

/** Gives a function that lists what schema.org does not say of an object: a key its type lacks, a value out of its range. */
export function schemaOrgJudge(): (value: object) => string[] {
  const folder = join(standards, 'schemaorg')
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const types = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, TypeRule>
  /** Types that are outside of the subset, with all that is used of them. */
  const outside: Record<string, string[]> = {
    QuantitativeValue: ['value', 'unitCode'],
    CreativeWork: ['text', 'name'],
  }

  const judge = (value: Record<string, unknown>, path: string): string[] => {
    const type = String(value['@type'])
    const rule = types[type]
    const keys = Object.entries(value).filter(([key]) => !key.startsWith('@'))
    if (rule === undefined) {
      return keys.filter(([key]) => !outside[type]?.includes(key)).map(([key]) => `${path}/${key} of ${type}`)
    }
    return keys.flatMap(([key, given]) => {
      const range = rule.properties[key]
      if (range === undefined) return [`${path}/${key} is unknown to ${type}`]
      return [given].flat().flatMap((one) => judgeValue(one, range, `${path}/${key}`))
    })
  }

  function judgeValue(value: unknown, range: string[], path: string): string[] {
    if (typeof value === 'object' && value !== null) {
      const type = String((value as { '@type'?: string })['@type'])
      const fits = [type, ...(types[type]?.ancestors ?? ['CreativeWork', 'Thing'])].some((name) =>
        range.includes(name),
      )
      const own = judge(value as Record<string, unknown>, path)
      return fits ? own : [`${path} is a ${type}, not ${range.join(' or ')}`, ...own]
    }
    const texts = ['Text', 'URL', 'Date', 'DateTime', 'Duration']
    const wanted =
      { string: texts, number: ['Number', 'Integer'], boolean: ['Boolean'] }[typeof value as 'string'] ?? []
    return range.some((name) => wanted.includes(name))
      ? []
      : [`${path} is ${JSON.stringify(value)}, not ${range.join(' or ')}`]
  }

  return (value) => judge(value as Record<string, unknown>, '')
}

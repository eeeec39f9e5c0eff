import { Type } from 'typebox'
import type { Link } from './links.ts'
import type { AddRoute } from './route.ts'

const Index = Type.Object(
  {
    name: Type.String({ description: 'The publication.' }),
    publisher: Type.String({ description: 'Who publishes it.' }),
    version: Type.String({ description: 'Of the server.' }),
    links: Type.Record(Type.String(), Type.String({ format: 'uri' }), {
      description: 'Every address without a parameter that answers GET, by name.',
    }),
  },
  { $id: 'Index', additionalProperties: false, description: 'Who publishes here, and where everything is.' },
)

export const indexSchemas = [Index]

interface IndexDeps {
  site: { name: string; publisher: string }
  version: string
  /** Paths by name; complete once every route is there. */
  addresses: ReadonlyMap<string, string>
  link: Link
}

/** `GET /v1`: what there is, for whoever has only a host name and curl. */
export function indexRoute(route: AddRoute, { site, version, addresses, link }: IndexDeps): void {
  route({
    method: 'GET',
    url: '/v1',
    operationId: 'getIndex',
    tag: 'operations',
    summary: 'What there is',
    access: 'public',
    cache: 'static',
    answers: {
      200: { description: 'Names and addresses.', schema: Type.Unsafe<unknown>({ $ref: 'Index#' }) },
    },
    errors: [],
    handle: async () => ({
      ...site,
      version,
      links: Object.fromEntries([...addresses].map(([name, path]) => [name, link(path)])),
    }),
  })
}

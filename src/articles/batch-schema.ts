// What a batch of articles takes and answers: a list of requests of their own, and a result for each.

import { type Static, type TSchema, Type } from 'typebox'
import { itemByItem } from '../http/item-by-item.ts'
import { Id, Problem, ref, strict } from '../http/schema.ts'
import { ArticleParams } from './query-schema.ts'
import { ArticlePatch, NewArticle } from './schema.ts'

export const maxBatch = 100

const actionOf = <const T extends string>(name: T) =>
  Type.Literal(name, { description: 'What is to be done.' })
const target = {
  article: ArticleParams.properties.article,
  version: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 999_999_999, description: 'The version you read. Required.' }),
  ),
}

export const BatchCreate = Type.Object(
  { action: actionOf('create'), article: ref(NewArticle) },
  { $id: 'BatchCreate', ...strict, description: 'Makes a draft.' },
)
export const BatchUpdate = Type.Object(
  { action: actionOf('update'), ...target, patch: ref(ArticlePatch) },
  { $id: 'BatchUpdate', ...strict, description: 'Changes an article, by JSON Merge Patch.' },
)
export const BatchPublish = Type.Object(
  { action: actionOf('publish'), ...target },
  { $id: 'BatchPublish', ...strict, description: 'Publishes an article.' },
)
export const BatchUnpublish = Type.Object(
  { action: actionOf('unpublish'), ...target },
  { $id: 'BatchUnpublish', ...strict, description: 'Takes an article back.' },
)

const itemTypes = [BatchCreate, BatchUpdate, BatchPublish, BatchUnpublish] as const
export type BatchItem = Static<(typeof itemTypes)[number]>
export type BatchAction = BatchItem['action']

export const BatchItem = Type.Unsafe<BatchItem>({
  $id: 'BatchItem',
  description: 'One thing to do; `action` says which.',
  type: 'object',
  required: ['action'],
  discriminator: { propertyName: 'action' },
  oneOf: itemTypes.map((type) => ref(type)),
})

export const ArticleBatch = Type.Object(
  {
    items: Type.Array(ref(BatchItem), {
      minItems: 1,
      maxItems: maxBatch,
      description: 'Carried out in this order, each by itself.',
      [itemByItem]: true,
    }),
  },
  { $id: 'ArticleBatch', ...strict, description: 'Up to 100 things to do to articles.' },
)

const status = (description: string) => Type.Integer({ description })

export const BatchDone = Type.Object(
  {
    status: status('201 for an article that was made, 200 for one that was changed.'),
    id: Id,
    slug: Type.String({ description: 'Of the article as it is now.' }),
    version: Type.Integer({ minimum: 1, description: 'Of the article as it is now.' }),
    location: Type.String({ format: 'uri', description: 'Address of the article.' }),
  },
  { $id: 'BatchDone', ...strict, description: 'An item that was carried out.' },
)
export type BatchDone = Static<typeof BatchDone>

export const BatchRefused = Type.Object(
  { status: status('What a request of its own would have been answered with.'), problem: ref(Problem) },
  { $id: 'BatchRefused', ...strict, description: 'An item that changed nothing.' },
)
export type BatchRefused = Static<typeof BatchRefused>

export const ArticleBatchResult = Type.Object(
  {
    data: Type.Array(Type.Unsafe<BatchDone | BatchRefused>({ anyOf: [ref(BatchDone), ref(BatchRefused)] }), {
      description: 'A result for each item, in the order of the items.',
    }),
  },
  { $id: 'ArticleBatchResult', ...strict, description: 'What became of a batch.' },
)

/** Every schema above that the document names. */
export const batchSchemas: TSchema[] = [
  ...itemTypes,
  BatchItem,
  ArticleBatch,
  BatchDone,
  BatchRefused,
  ArticleBatchResult,
]

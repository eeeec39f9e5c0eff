// What feeds are asked: the filters of the list of articles, and how much of each.

import { type Static, Type } from 'typebox'
import { ArticleListQuery } from '../articles/query-schema.ts'
import { oneOf } from '../http/schema.ts'

const {
  status: _,
  fields: __,
  include: ___,
  sort: ____,
  count: _____,
  ids: ______,
  ...filters
} = ArticleListQuery.properties

export const FeedQuery = Type.Object(
  {
    ...filters,
    content: Type.Optional(
      oneOf(['full', 'summary'], { description: 'How much of each article; `full` unless said.' }),
    ),
  },
  { additionalProperties: false },
)
export type FeedQuery = Static<typeof FeedQuery>

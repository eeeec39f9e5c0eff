import { articles } from './articles.ts'
import { comments } from './comments.ts'
import { creditsAndQuotes } from './credits-and-quotes.ts'
import { lifecycle } from './lifecycle.ts'
import { moderation } from './moderation.ts'
import { site } from './site.ts'
import type { OperationId, Step } from './story.ts'
import { syndication } from './syndication.ts'
import { taxonomies } from './taxonomies.ts'
import { webhooks } from './webhooks.ts'

/** All of the story. The type wants a step for every operation of the document; a new one goes into its tag's file. */
export const steps: Record<OperationId, Step> = {
  ...articles,
  ...taxonomies,
  ...lifecycle,
  ...creditsAndQuotes,
  ...comments,
  ...moderation,
  ...syndication,
  ...webhooks,
  ...site,
}

// One item of a batch: what is wrong with it, in the words that a request of its own would get, and carrying it out.

import { type TSchema, Type } from 'typebox'
import { AppError, type FieldError } from '../errors.ts'
import type { Actor, Scope } from '../http/actor.ts'
import { isSlug } from '../http/formats.ts'
import type { Judge } from '../http/item-by-item.ts'
import { toAppError } from '../http/problem.ts'
import { requireScope } from '../http/route.ts'
import { oneOf, ref } from '../http/schema.ts'
import { refusal } from '../http/validate.ts'
import {
  type BatchAction,
  BatchCreate,
  type BatchItem,
  BatchPublish,
  BatchUnpublish,
  BatchUpdate,
} from './batch-schema.ts'
import { type EditingDeps, editing } from './editing.ts'
import { ArticlePatch, NewArticle } from './schema.ts'
import type { ArticleRow } from './store.ts'

interface Kind {
  scope: Scope
  /** The item without what its payload holds. */
  frame: TSchema
  /** The field that is the body of the request the item stands for, and its schema. */
  payload?: { name: 'article' | 'patch'; schema: TSchema }
}

const anything = { additionalProperties: false }
const kinds: Record<BatchAction, Kind> = {
  create: {
    scope: 'articles:write',
    frame: Type.Object({ ...BatchCreate.properties, article: Type.Unknown() }, anything),
    payload: { name: 'article', schema: ref(NewArticle) },
  },
  update: {
    scope: 'articles:write',
    frame: Type.Object({ ...BatchUpdate.properties, patch: Type.Unknown() }, anything),
    payload: { name: 'patch', schema: ref(ArticlePatch) },
  },
  publish: { scope: 'articles:publish', frame: Type.Object(BatchPublish.properties, anything) },
  unpublish: { scope: 'articles:publish', frame: Type.Object(BatchUnpublish.properties, anything) },
}
const Labelled = Type.Object({ action: oneOf(Object.keys(kinds) as BatchAction[]) })

/** What became of an item; errors have their pointers within it. */
export type Outcome = Done | { error: AppError }
export interface Done {
  status: 200 | 201
  row: ArticleRow
}

type Fields = Record<string, unknown>
const isFields = (raw: unknown): raw is Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** The action of an item. Throws `forbidden` where the key lacks its scope, `unprocessable` where there is no such action. */
function readAction(raw: unknown, actor: Actor, judge: Judge): BatchAction {
  // Its other fields are judged when it is known what they should be.
  const { value, error } = judge(Labelled, isFields(raw) ? { action: raw.action } : raw)
  if (error !== undefined) throw error
  const { action } = value as { action: BatchAction }
  requireScope(actor, kinds[action].scope)
  return action
}

/** The item as its schema has it. Throws `unprocessable`. */
function readItem(fields: Fields, { frame, payload }: Kind, judge: Judge): BatchItem {
  const given = payload === undefined ? undefined : fields[payload.name]
  const isGiven = payload !== undefined && given !== undefined
  const around = judge(frame, isGiven ? { ...fields, [payload.name]: {} } : fields)
  const body = isGiven ? judge(payload.schema, given) : undefined
  const wrong = [...(around.error?.errors ?? []), ...below(pathOf(payload), body?.error)]
  if (wrong.length > 0) throw refusal('unprocessable', wrong)
  return { ...(around.value as object), ...(isGiven && { [payload.name]: body?.value }) } as BatchItem
}

const pathOf = (payload: Kind['payload']): string => (payload === undefined ? '' : `/${payload.name}`)

/** The errors of a part of a body as errors of the body. */
export const below = (pointer: string, error: AppError | undefined): FieldError[] =>
  (error?.errors ?? []).map((one) => (one.in === 'body' ? { ...one, pointer: pointer + one.pointer } : one))

/** Carries out single items. */
export function batchWriter(deps: EditingDeps) {
  const { articles, now } = deps
  const { idOf } = editing(deps)

  /** A client that is sent on by 308 would ask the present address; here it is asked at once. */
  async function idAt(address: string, actor: Actor): Promise<string> {
    const current = isSlug(address) ? await articles.findRenamed(address, { actor, now: now() }) : undefined
    return idOf(current ?? address, actor)
  }

  async function write(item: BatchItem, actor: Actor): Promise<ArticleRow> {
    if (item.action === 'create') return articles.create(item.article, actor)
    const id = await idAt(item.article, actor)
    const expected = item.version === undefined ? undefined : { version: item.version }
    if (item.action === 'update') return articles.patch(id, { patch: item.patch, expected, actor })
    return articles.perform({ action: item.action }, id, { expected, actor })
  }

  /** Judges an item and does what it says. */
  return async (raw: unknown, actor: Actor, judge: Judge): Promise<Outcome> => {
    let at = ''
    try {
      const action = readAction(raw, actor, judge)
      const item = readItem(raw as Fields, kinds[action], judge)
      at = pathOf(kinds[action].payload)
      return { status: action === 'create' ? 201 : 200, row: await write(item, actor) }
    } catch (thrown) {
      return { error: inItem(toAppError(thrown as Error), at) }
    }
  }
}

/** A refusal of the single request, in the terms of an item. */
function inItem(error: AppError, at: string): AppError {
  if (error.kind === 'precondition_required') return versionMissing(error)
  const { kind, code, message, headers, withdrawnAt } = error
  return new AppError(kind, message, {
    code,
    headers,
    errors: below(at, error),
    cause: error,
    ...(withdrawnAt !== undefined && { withdrawnAt }),
  })
}

function versionMissing(cause: AppError): AppError {
  const message = 'Send "version", the one you read; a batch has no If-Match.'
  return new AppError('precondition_required', message, {
    cause,
    errors: [{ in: 'body', pointer: '/version', code: 'required', message }],
  })
}

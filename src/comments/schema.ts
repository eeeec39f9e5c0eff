// The wire contract of comments, as readers see them.

import { type Static, Type } from 'typebox'
import {
  Id,
  Instant,
  listOf,
  listQuery,
  nullable,
  oneOf,
  ref,
  refTo,
  VisibleText,
  WebUrl,
} from '../http/schema.ts'

const strict = { additionalProperties: false } as const
export const Count = (description: string) => Type.Integer({ minimum: 0, description })

export const maxBodyLength = 5000
export const maxNameLength = 100

/** The part after the last @ has a dot; the classes do not overlap, so the pattern is linear. */
export const emailPattern = '^[^\\s@<>"\\\\]{1,64}@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+$'

export const CommentAuthor = Type.Object(
  {
    name: Type.String({ description: 'As given.' }),
    url: nullable(WebUrl),
    avatarSeed: Type.String({
      description: 'The same for the same person on this site; tells nothing else.',
    }),
    isStaff: Type.Boolean({ description: 'Posted with a key of the newsroom.' }),
    isVerified: Type.Boolean({ description: 'The e-mail address was proven.' }),
  },
  { $id: 'CommentAuthor', ...strict, description: 'Who left a comment, as far as anyone may know.' },
)

export const CommentBody = Type.Object(
  {
    html: Type.String({ description: 'Safe to put into a page as it is.' }),
    text: Type.String({ description: 'What a reader of the HTML sees.' }),
  },
  { $id: 'CommentBody', ...strict, description: 'The text of a comment, rendered.' },
)

export const Reactions = Type.Object(
  { up: Count('Readers for it.'), down: Count('Readers against it.') },
  { $id: 'Reactions', ...strict, description: 'How often readers were for and against it.' },
)

export const Replies = Type.Object(
  {
    data: Type.Array(refTo('Comment'), { description: 'The first direct replies, oldest first.' }),
    page: Type.Object(
      { next: nullable(Type.String({ description: '`cursor` for `/v1/comments/{comment}/replies`.' })) },
      { ...strict, description: 'How the replies go on.' },
    ),
  },
  { $id: 'Replies', ...strict, description: 'The first replies to a comment, and how to go on.' },
)

export const states = ['published', 'removed', 'deleted'] as const

export const resource = {
  id: Id,
  articleId: Id,
  parentId: nullable(Id),
  inReplyTo: nullable(Id),
  rootId: Id,
  depth: Type.Integer({
    minimum: 0,
    maximum: 4,
    description: 'Comments above it in its thread; 0 for one on the article itself.',
  }),
  state: oneOf(states, {
    description:
      'Removed and deleted comments stay as tombstones, without body and author, while replies hang on them.',
  }),
  author: nullable(ref(CommentAuthor)),
  body: nullable(ref(CommentBody)),
  createdAt: Instant,
  editedAt: nullable(Instant),
  replyCount: Count('Number of published direct replies.'),
  descendantCount: Count('Number of all published comments under it.'),
  reactions: ref(Reactions),
  pinned: Type.Boolean({ description: 'Whether the newsroom keeps it on top.' }),
  permalink: Type.String({ format: 'uri', description: "The article's page, at this comment." }),
}

export const Comment = Type.Object(
  { ...resource, replies: Type.Optional(ref(Replies)) },
  { $id: 'Comment', ...strict, description: 'What a reader left under an article, or the tombstone of it.' },
)
export type Comment = Static<ReturnType<typeof Type.Object<typeof resource>>> & {
  replies?: { data: Comment[]; page: { next: string | null } }
}
export const CommentList = listOf(ref(Comment), 'CommentList', 'A page of comments.')

const Written = VisibleText(
  maxBodyLength,
  'Markdown-lite; never HTML. Something must be left to see once it is rendered.',
)
const Name = VisibleText(maxNameLength, 'Shown with the comment.')

export const NewComment = Type.Object(
  {
    body: Written,
    authorName: Name,
    authorEmail: Type.Optional(
      nullable(
        Type.String({
          maxLength: 254,
          pattern: emailPattern,
          description: 'Never shown, to nobody but moderators.',
          examples: ['ada@reader.example'],
        }),
      ),
    ),
    authorUrl: Type.Optional(nullable(WebUrl)),
    parentId: Type.Optional(nullable(Id)),
    formToken: Type.Optional(
      nullable(
        Type.String({
          maxLength: 200,
          description: 'As it came with the form: a comment sent sooner than people write is held.',
        }),
      ),
    ),
  },
  { $id: 'NewComment', ...strict, description: 'In a form, an empty field is one left out.' },
)
export type NewComment = Static<typeof NewComment>

export const CommentPatch = Type.Object(
  {
    body: Type.Optional(Written),
    authorName: Type.Optional(Name),
    authorUrl: Type.Optional(nullable(WebUrl)),
  },
  { $id: 'CommentPatch', ...strict, description: 'A merge patch (RFC 7396): what is left out stays.' },
)
export type CommentPatch = Static<typeof CommentPatch>

/** The body with what only its author and moderators see: the source. */
export const CommentSource = Type.Object(
  { ...CommentBody.properties, raw: Type.String({ description: 'As it was sent.' }) },
  { $id: 'CommentSource', ...strict, description: 'The text of a comment, rendered and as it was sent.' },
)

const own = {
  ...resource,
  state: oneOf(['published', 'pending'], { description: 'The same as `moderation`.' }),
  author: ref(CommentAuthor),
  body: ref(CommentSource),
  moderation: oneOf(['published', 'pending'], { description: 'A pending comment waits for a moderator.' }),
  editableUntil: Instant,
}

export const OwnComment = Type.Object(own, {
  $id: 'OwnComment',
  ...strict,
  description: 'A comment as its author reads it while it waits.',
})
export type OwnComment = Static<typeof OwnComment>

export const PostedComment = Type.Object(
  {
    ...own,
    editToken: Type.String({
      description:
        'Given this once; send it as `Comment-Token` to edit or delete. It is good for this text: an edit gives the next one.',
    }),
  },
  {
    $id: 'PostedComment',
    ...strict,
    description: 'A comment as its author gets it back, this once with the means to edit it.',
  },
)
export type PostedComment = Static<typeof PostedComment>

export const sorts = ['newest', 'oldest', 'top', 'active'] as const
export type CommentSort = (typeof sorts)[number]

export const CommentListQuery = Type.Object(
  {
    ...listQuery,
    view: Type.Optional(
      oneOf(['flat', 'tree'], {
        description:
          '`flat` unless said: published comments only. `tree`: by thread, with tombstones and nested `replies`.',
      }),
    ),
    sort: Type.Optional(
      oneOf(sorts, {
        description:
          '`newest` unless said; `top`: most readers for it, less those against; `active`: most comments under it. Pinned ones come first, and replies in a tree are oldest first.',
      }),
    ),
    repliesLimit: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 20,
        default: 5,
        description: 'Replies nested under each comment of a tree.',
      }),
    ),
  },
  strict,
)
export type CommentListQuery = Static<typeof CommentListQuery>

export const PageQuery = Type.Object(listQuery, strict)
export type PageQuery = Static<typeof PageQuery>

export const NewReaction = Type.Object(
  { reaction: oneOf(['up', 'down'], { description: 'For it, or against it.' }) },
  { $id: 'NewReaction', ...strict, description: 'One for each reader and comment.' },
)

export const Reaction = Type.Object(
  {
    reaction: oneOf(['up', 'down'], { description: 'Yours.' }),
    reactions: ref(Reactions),
  },
  { $id: 'Reaction', ...strict, description: 'A reaction, and how all stand with it.' },
)
export type Reaction = Static<typeof Reaction>

export const NewReport = Type.Object(
  {
    reason: Type.String({
      minLength: 1,
      maxLength: 1000,
      format: 'visible',
      description: 'What is wrong with it, in a word or a sentence; moderators read it.',
      examples: ['spam'],
    }),
  },
  { $id: 'NewReport', ...strict, description: 'Tells moderators of a comment.' },
)

const maxCounted = 200
const ArticleIds = Type.Array(Id, {
  minItems: 1,
  maxItems: maxCounted,
  uniqueItems: true,
  description: `Ids of articles, at most ${maxCounted}.`,
})
export const CountQuery = Type.Object({ articleIds: ArticleIds }, strict)
export const CountRequest = Type.Object(
  { articleIds: ArticleIds },
  { $id: 'CountRequest', ...strict, description: 'Whose comments to count.' },
)
export const CommentCounts = Type.Unsafe<Record<string, number>>({
  $id: 'CommentCounts',
  type: 'object',
  additionalProperties: { type: 'integer', minimum: 0, description: 'Published comments of the article.' },
  description: 'How many comments readers find under each article that was asked for, by its id.',
})

export const PreviewRequest = Type.Object(
  { ...Type.Partial(NewComment).properties, body: Written },
  { $id: 'PreviewRequest', ...strict, description: 'A comment, as far as it is written.' },
)
export const CommentPreview = Type.Object(
  { body: ref(CommentBody) },
  { $id: 'CommentPreview', ...strict, description: 'What readers would see.' },
)

export const FormQuery = Type.Object({ articleId: Id }, strict)
export const CommentForm = Type.Object(
  {
    formToken: Type.String({
      description: 'Send it with the comment: it tells a person from a program that fills forms.',
    }),
    honeypotField: Type.String({
      description: 'A field to hide from people and leave empty: whoever fills it is no person.',
    }),
    required: Type.Array(Type.String(), { description: 'The fields that must not be blank.' }),
    messages: Type.Unsafe<Record<string, string>>({
      type: 'object',
      additionalProperties: { type: 'string', description: 'What a person reads.' },
      description: 'What is said of a field and a code (`body.required`), or of the whole (`duplicate`).',
    }),
    editableSeconds: Type.Integer({
      minimum: 0,
      description: 'How long a comment can be changed by its author.',
    }),
    closed: Type.Boolean({ description: 'Whether the article takes no comments.' }),
  },
  { $id: 'CommentForm', ...strict, description: 'What a page needs to show the form.' },
)
export type CommentForm = Static<typeof CommentForm>

export const CommentParams = Type.Object({ comment: Id })

export const commentSchemas = [
  CommentAuthor,
  CommentBody,
  Reactions,
  Replies,
  Comment,
  CommentList,
  NewComment,
  CommentPatch,
  CommentSource,
  OwnComment,
  PostedComment,
  NewReaction,
  Reaction,
  NewReport,
  CountRequest,
  CommentCounts,
  PreviewRequest,
  CommentPreview,
  CommentForm,
]

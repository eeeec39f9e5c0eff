// What becomes of a reader's text: every check in its order, for a new comment and for an edited one alike. What is wrong with
// the form is refused; what is doubtful is found, and decides whether readers see the comment, moderators do, or nobody.
// All of it runs before the transaction that stores the text, save the two questions that only the transaction can answer.

import type { Queries } from '../db/database.ts'
import type { CommentStatus, SpamCheck } from '../db/schema.ts'
import { AppError } from '../errors.ts'
import type { Newcomer } from './admission-store.ts'
import type { SpamService } from './akismet.ts'
import { isClosed } from './closing.ts'
import { decide, type Finding, isDecided } from './findings.ts'
import type { FormTokens } from './form-token.ts'
import { addressesIn } from './hosts.ts'
import type { Listable } from './listed.ts'
import type { Met } from './listed-store.ts'
import { refusal, sentence } from './messages.ts'
import type { Rendered, Renderer } from './render.ts'
import type { Hashes } from './sender.ts'
import { type CommentSettings, settingsOf } from './settings.ts'
import type { SpamAnswer } from './spam-store.ts'
import { toSpamSubmission } from './spam-submission.ts'
import type { Submission } from './submission.ts'

export interface Verdict {
  status: CommentStatus
  heldReasons: string[]
  spam: SpamCheck | null
  rendered: Rendered
  /** What holds for the article. */
  settings: CommentSettings
  /**
   * The last two checks, within the transaction that has stored the comment's row. Throws `conflict` (duplicate),
   * `rate_limited`.
   */
  admit(tx: Queries): Promise<void>
}

export interface PipelineDeps {
  now: () => Date
  render: Renderer
  hashes: Hashes
  formTokens: FormTokens
  settings: { comments(): Promise<CommentSettings> }
  admission: {
    admit(tx: Queries, newcomer: Newcomer): Promise<void>
    foresee(newcomer: Newcomer): Promise<void>
  }
  listed: {
    metBySender(comment: Listable): Promise<Met[]>
    metByText(texts: readonly string[]): Promise<Met[]>
  }
  /** Undefined where it has no key. */
  spamService: SpamService | undefined
  /** Keeps what the service was asked, for the day a moderator says otherwise; where it gave no verdict, nothing. */
  keepSpamCheck(tx: Queries, kept: { commentId: string; answer: SpamAnswer | undefined }): Promise<void>
  /** Whether comments are counted at all. */
  countsRates: boolean
  site: {
    home: () => string
    permalink: (article: { id: string; slug: string }, commentId: string) => string
  }
}

export type Pipeline = ReturnType<typeof commentPipeline>

export function commentPipeline(deps: PipelineDeps) {
  const { now, render, hashes, admission, listed } = deps

  /** Why readers do not see it at once, in the order of the checks; the spam service is asked only where it matters. */
  async function examine(
    submission: Submission,
    rendered: Rendered,
    bySender: readonly Met[],
  ): Promise<Finding[]> {
    const byText = await listed.metByText([rendered.text, submission.name])
    return [
      ...bySender.filter(({ list }) => list === 'bans').map(toFinding('ban')),
      ...trapsSprung(submission, deps.formTokens, now()),
      ...[...bySender.filter(({ list }) => list === 'rules'), ...byText].map(toFinding('rule')),
    ]
  }

  async function askService(
    submission: Submission,
    settings: CommentSettings,
    findings: Finding[],
  ): Promise<SpamAnswer | undefined> {
    if (!settings.akismet || isDecided(findings)) return undefined
    const fields = toSpamSubmission(submission, deps.site, now())
    try {
      if (deps.spamService === undefined) throw new Error('The spam service has no key.')
      const check = { ...(await deps.spamService.check(fields)), checkedAt: now().toISOString() }
      if (check.verdict === 'spam') findings.push({ reason: 'spamCheck', effect: 'spam' })
      return { submission: fields, check }
    } catch {
      // Whatever kept the service from a verdict: people look instead.
      findings.push({ reason: 'spamCheckUnavailable', effect: 'hold' })
      return undefined
    }
  }

  return {
    /**
     * What becomes of the text. Throws `forbidden` (comments_closed), `unprocessable` with every place at once, `conflict`
     * (duplicate) and `rate_limited`.
     */
    async judge(submission: Submission): Promise<Verdict> {
      const { article, id, sender, email, isStaff: staff } = submission
      const at = now()
      const settings = settingsOf(await deps.settings.comments(), article.commentSettings)
      refuseClosed(article, settings, at)
      const rendered = render(submission.source)
      const ofAuthor = submission.url === null ? [] : [submission.url]
      const urls = [...ofAuthor, ...rendered.urls, ...addressesIn(rendered.text)]
      const bySender = staff
        ? []
        : await listed.metBySender({ name: submission.name, email, ip: sender.ip, urls })
      refuseForm(submission, { rendered, settings, bySender })

      const duplicateKey = hashes.duplicateKey({
        articleId: article.id,
        parentId: submission.answeredId,
        name: submission.name,
        email,
        source: submission.source,
      })
      const rateKeys = deps.countsRates && !staff ? rateKeysOf(submission, hashes) : []
      const { maxPerMinute } = settings
      const newcomer = { commentId: id, isEdit: submission.isEdit, duplicateKey, rateKeys, maxPerMinute, at }
      const verdict = { rendered, settings }
      if (staff)
        return { ...verdict, ...decide([]), spam: null, admit: (tx) => admission.admit(tx, newcomer) }

      const findings = await examine(submission, rendered, bySender)
      if (rendered.urls.length > settings.maxLinks) findings.push({ reason: 'links', effect: 'hold' })
      if (settings.akismet) await admission.foresee(newcomer)
      const answer = await askService(submission, settings, findings)
      if (settings.firstCommentHold) findings.push({ reason: 'firstComment', effect: 'hold' })
      if (settings.mode === 'pre') findings.push({ reason: 'mode', effect: 'hold' })
      return {
        ...verdict,
        ...decide(findings),
        spam: answer?.check ?? null,
        async admit(tx) {
          await admission.admit(tx, newcomer)
          // A new comment has no older check that could be of another text.
          if (answer !== undefined || submission.isEdit)
            await deps.keepSpamCheck(tx, { commentId: id, answer })
        },
      }
    },
  }
}

const toFinding =
  (what: string) =>
  ({ id, effect }: Met): Finding => ({
    reason: `${what}:${id}`,
    effect: effect === 'refuse' ? 'reject' : effect,
  })

function refuseClosed(article: Submission['article'], settings: CommentSettings, at: Date): void {
  if (!isClosed(article, settings, at)) return
  throw new AppError('forbidden', sentence('comments_closed'), { code: 'comments_closed' })
}

function refuseForm(
  { source, email, wrong, isStaff, isEdit }: Submission,
  found: { rendered: Rendered; settings: CommentSettings; bySender: readonly Met[] },
): void {
  const { rendered, settings, bySender } = found
  const places = [...wrong]
  if (rendered.isBlank) places.push({ pointer: '/body', code: 'required' })
  else if ([...source].length > settings.maxLength) places.push({ pointer: '/body', code: 'too_long' })
  // An edit cannot bring an address, and one that was given may be gone by now.
  if (settings.requireEmail && email === undefined && !isStaff && !isEdit)
    places.push({ pointer: '/authorEmail', code: 'required' })
  if (bySender.some(({ list }) => list === 'reservedNames'))
    places.push({ pointer: '/authorName', code: 'reserved' })
  if (places.length > 0) throw refusal(places)
}

/** What only a program does. */
function trapsSprung({ isTrapped, formToken }: Submission, tokens: FormTokens, at: Date): Finding[] {
  const isTooQuick = formToken !== undefined && !tokens.isPlausible(formToken, at)
  return [
    ...(isTrapped ? [{ reason: 'honeypot', effect: 'spam' } as const] : []),
    ...(isTooQuick ? [{ reason: 'timeTrap', effect: 'hold' } as const] : []),
  ]
}

/** A key's requests are counted by themselves: a site that posts for its readers has one address for all of them. */
const rateKeysOf = ({ actor, sender, email }: Submission, hashes: Hashes): string[] => [
  ...(actor.keyId === null ? [`address:${hashes.rateKey(sender.ip)}`] : []),
  ...(email === undefined ? [] : [`email:${hashes.emailKey(email)}`]),
]

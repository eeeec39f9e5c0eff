// Which paragraphs are pictures: a caption with a credit at its end, or a credit line with its caption above it.
// An agency that signs a story ("… (Reuters)") or a borrowed sentence ("[Ann Poe, The Herald]") is no picture.

import { findAgency } from '../../extraction/agencies.ts'
import { type CreditLine, splitCaption } from '../../extraction/credit-line.ts'
import type { WireMedia } from './model.ts'
import type { Paragraph } from './paragraphs.ts'

/** The picture that a paragraph is, if it is one; above the story a lone agency in brackets counts too. */
export function readMedia(paragraph: Paragraph, place: 'top' | 'body'): WireMedia | undefined {
  const split = splitCaption(paragraph.text)
  if (split === undefined) return undefined
  const { caption, credit } = split
  if (caption === null)
    return place === 'body' && (isSignature(credit) || isSource(credit)) ? undefined : { caption, credit }
  const isPicture =
    isLabelled(credit) || isChain(credit) || (place === 'top' && credit.organizations.length > 0)
  return isPicture ? { caption, credit } : undefined
}

/** Whether a paragraph of the body only signs for an agency: "(AP)", "Reuters". */
export function isAgencySignature(text: string): boolean {
  const split = splitCaption(text)
  return split !== undefined && split.caption === null && isSignature(split.credit)
}

const isSignature = ({ label, creators, organizations, qualifiers }: CreditLine): boolean =>
  label === null &&
  creators.length === 0 &&
  qualifiers.length === 0 &&
  organizations.length === 1 &&
  findAgency(organizations[0] ?? '')?.kind === 'wire'

/** "Source: …" closes a table or a release as often as a caption. */
const isSource = ({ label }: CreditLine): boolean => /^(?:source|quelle|fuente)/iu.test(label ?? '')
const isLabelled = (credit: CreditLine): boolean => credit.label !== null && !isSource(credit)

const isChain = ({ text, creators, organizations }: CreditLine): boolean =>
  !/^\[[^/]*\]$/u.test(text) && (creators.length > 0 || organizations.length > 1)

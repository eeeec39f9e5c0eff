// What an article is about. IPTC Media Topics have two spellings, a qcode and a URI (NewsML-G2, section 10); both are one
// subject, and whichever is given, both are stored.

import { foldName } from '../text/names.ts'

export interface Subject {
  name: string
  qcode: string | null
  uri: string | null
}

const mediaTopicQcode = /^medtop:(\d{8})$/i
const mediaTopicUri = /^https?:\/\/cv\.iptc\.org\/newscodes\/mediatopic\/(\d{8})\/?$/i

/** The number of a Media Topic in either spelling. */
const mediaTopicOf = (text: string | null): string | undefined =>
  text === null ? undefined : (mediaTopicQcode.exec(text) ?? mediaTopicUri.exec(text))?.[1]

/** The subject with both spellings, where one follows from the other; undefined where the two name different topics. */
export function unifySubject({ name, qcode, uri }: Subject): Subject | undefined {
  const byQcode = mediaTopicOf(qcode)
  const byUri = mediaTopicOf(uri)
  const topic = byQcode ?? (qcode === null ? byUri : undefined)
  if (topic === undefined) return { name, qcode, uri }
  if (uri !== null && byUri !== topic) return undefined
  return { name, qcode: `medtop:${topic}`, uri: `http://cv.iptc.org/newscodes/mediatopic/${topic}` }
}

/** Under which two mentions of a unified subject meet: its qcode, else its URI, else its folded name. */
export const subjectKey = ({ name, qcode, uri }: Subject): string => qcode ?? uri ?? foldName(name)

/** The key of the subject that a qcode or a URI names. */
export function subjectKeyOf(code: string): string {
  const topic = mediaTopicOf(code)
  return topic === undefined ? code : `medtop:${topic}`
}

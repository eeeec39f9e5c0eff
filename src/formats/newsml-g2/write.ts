// IPTC NewsML-G2 2.35 (https://iptc.org/standards/newsml-g2/), one newsItem at power conformance, its content as NITF inline. It is
// strict: what is written validates against the schema, whatever the story lacks.

import { writeXml, type XmlElement, xml, xmlText } from '../../text/xml.ts'
import { editorialNotes, type Story, urnOf } from '../story.ts'
import { nitfOf } from './nitf.ts'

/** The story as a document in UTF-8. */
export function writeNewsMlG2(story: Story): string {
  return writeXml(
    xml(
      'newsItem',
      {
        xmlns: 'http://iptc.org/std/nar/2006-10-01/',
        guid: urnOf(story),
        version: story.version,
        standard: 'NewsML-G2',
        standardversion: '2.35',
        conformance: 'power',
        'xml:lang': story.language,
      },
      xml('catalogRef', { href: 'https://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml' }),
      itemMeta(story),
      contentMeta(story),
      xml(
        'contentSet',
        {},
        xml('inlineXML', { contenttype: 'application/nitf+xml', wordcount: story.wordCount }, nitfOf(story)),
      ),
    ),
  )
}

function itemMeta(story: Story): XmlElement {
  const provider = story.provider?.name ?? story.publisher
  return xml(
    'itemMeta',
    {},
    xml('itemClass', { qcode: 'ninat:text' }),
    xml('provider', { uri: story.provider?.uri, literal: oneLine(provider) }, nameOf(provider)),
    xml('versionCreated', {}, story.updatedAt),
    xml('firstCreated', {}, story.createdAt),
    xmlText('embargoed', story.embargoUntil),
    xml('pubStatus', { qcode: story.status === 'published' ? 'stat:usable' : 'stat:withheld' }),
    xml('title', {}, story.headline),
    editorialNotes(story).map((text) => xml('edNote', {}, text)),
    story.corrections.length > 0 && xml('signal', { qcode: 'sig:correction' }),
    xmlText('expires', story.expiresAt),
    xml('link', { rel: 'irel:seeAlso', href: story.canonicalUrl }),
  )
}

function contentMeta(story: Story): XmlElement {
  return xml(
    'contentMeta',
    {},
    xml('contentCreated', {}, story.createdAt),
    xml('contentModified', {}, story.updatedAt),
    story.dateline?.place != null && xml('located', {}, nameOf(story.dateline.place)),
    story.provider &&
      xml('infoSource', { literal: oneLine(story.provider.name) }, nameOf(story.provider.name)),
    story.authors.map(creatorOf),
    xml('altId', { type: 'idtype:slug' }, story.slug),
    story.language !== null && xml('language', { tag: story.language }),
    story.section !== null && xml('genre', { literal: oneLine(story.section) }, nameOf(story.section)),
    story.tags.map((tag) => xml('keyword', {}, oneLine(tag))),
    story.subjects.map(subjectOf),
    xml('headline', {}, story.headline),
    xmlText('dateline', story.dateline?.text),
    xmlText('by', story.byline),
    xmlText('description', story.summary, { role: 'drol:summary' }),
  )
}

const creatorOf = ({ name, title, organization }: Story['authors'][number]): XmlElement =>
  xml(
    'creator',
    { literal: oneLine(name) },
    nameOf(name),
    title !== null && xml('related', { rel: 'crel:hasJobTitle', literal: oneLine(title) }, nameOf(title)),
    organization !== null &&
      xml('related', { rel: 'crel:isMemberOf', literal: oneLine(organization) }, nameOf(organization)),
  )

/** A qcode that is no IPTC Media Topic has an alias of a catalog that is not ours to name: it travels as a literal. */
const subjectOf = ({ name, qcode, uri }: Story['subjects'][number]): XmlElement =>
  xml(
    'subject',
    qcode?.startsWith('medtop:') ? { qcode } : { uri, literal: oneLine(qcode ?? name) },
    nameOf(name),
  )

/** Names, keywords and literals are a line each, says the schema. */
const oneLine = (text: string): string => text.replace(/[\t\n\r]+/g, ' ')

const nameOf = (text: string): XmlElement => xml('name', {}, oneLine(text))

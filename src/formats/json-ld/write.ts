// schema.org NewsArticle as JSON-LD (https://schema.org/NewsArticle): one object, no @graph, as search engines read it from a page.
// Quotes are Quotation, credits are ImageObject with the fields of IPTC photo metadata; an embargo has no place here.

import { given, listed } from '../given.ts'
import { openedText, type Story, type StoryMedia, type StoryQuote, urnOf } from '../story.ts'

type Thing = Record<string, unknown>

/** The story as one NewsArticle; what it lacks is left out. */
export function writeJsonLd(story: Story): string {
  return JSON.stringify(
    given({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': story.canonicalUrl,
      identifier: urnOf(story),
      url: story.canonicalUrl,
      mainEntityOfPage: story.canonicalUrl,
      headline: story.headline,
      description: story.summary,
      dateline: story.dateline?.text,
      dateCreated: story.createdAt,
      datePublished: story.publishedAt,
      dateModified: story.updatedAt,
      expires: story.expiresAt,
      version: story.version,
      creditText: story.byline,
      author: listed(story.authors.map(personOf)),
      publisher: organization(story.publisher),
      sourceOrganization:
        story.provider && given({ ...organization(story.provider.name), url: story.provider.uri }),
      articleSection: story.section,
      keywords: listed(story.tags),
      about: listed(story.subjects.map(subjectOf)),
      inLanguage: story.language,
      articleBody: openedText(story),
      wordCount: story.wordCount,
      timeRequired: `PT${story.readingMinutes}M`,
      image: listed(story.mediaCredits.filter(isPicture).map((media) => imageOf(media, story))),
      hasPart: listed(story.quotes.map(quotationOf)),
      correction: listed(story.corrections.map(correctionOf)),
      commentCount: story.commentCount,
      discussionUrl: story.links.comments,
    }),
  )
}

const organization = (name: string): Thing => ({ '@type': 'Organization', name })

const personOf = (person: Story['authors'][number]): Thing =>
  given({
    '@type': 'Person',
    name: person.name,
    jobTitle: person.title,
    affiliation: person.organization && organization(person.organization),
  })

const subjectOf = ({ name, qcode, uri }: Story['subjects'][number]): Thing =>
  given({ '@type': 'DefinedTerm', name, termCode: qcode, url: uri })

const isPicture = ({ mediaUrl, mediaType }: StoryMedia): boolean =>
  mediaUrl !== null && (mediaType === null || /^image\//i.test(mediaType))

/** Sizes are in pixels, which UN/CEFACT calls E37. */
const pixels = (value: number | null): Thing | null =>
  value === null ? null : { '@type': 'QuantitativeValue', value, unitCode: 'E37' }

const imageOf = (media: StoryMedia, { leadMedia }: Story): Thing =>
  given({
    '@type': 'ImageObject',
    identifier: urnOf(media),
    contentUrl: media.mediaUrl,
    encodingFormat: media.mediaType,
    width: pixels(media.width),
    height: pixels(media.height),
    representativeOfPage: media.id === leadMedia?.id,
    caption: media.caption,
    description: media.altText,
    creditText: media.creditLine,
    creator: listed(media.creators.map((name) => ({ '@type': 'Person', name }))),
    sourceOrganization: listed(media.organizations.map(organization)),
    copyrightNotice: media.copyrightNotice,
    usageInfo: media.usageTerms && { '@type': 'CreativeWork', text: media.usageTerms },
    license: media.webStatement ?? licenseOf(media.license),
    expires: media.rightsExpireAt,
  })

const licenseOf = (license: string | null): unknown =>
  license === null || /^https?:\/\//i.test(license) ? license : { '@type': 'CreativeWork', name: license }

const quotationOf = ({ text, speaker, via, position, ...quote }: StoryQuote): Thing =>
  given({
    '@type': 'Quotation',
    identifier: urnOf(quote),
    text,
    spokenByCharacter: speaker && personOf(speaker),
    sourceOrganization: via && organization(via.name),
    position: position && position.block + 1,
  })

const correctionOf = ({ text, createdAt }: Story['corrections'][number]): Thing => ({
  '@type': 'CorrectionComment',
  text,
  datePublished: createdAt,
})

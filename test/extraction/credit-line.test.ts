import fc from 'fast-check'
import t from 'tap'
import { composeCreditLine, parseCreditLine, splitCaption } from '../../src/extraction/credit-line.ts'

/** [line, creators, organizations, qualifiers, licence] */
type Case = [string, string[], string[], string[]?, string?]

const lines: Case[] = [
  ['Photo by Ann Poe/UPI', ['Ann Poe'], ['UPI']],
  ['File photo by Ann Poe/UPI | License Photo', ['Ann Poe'], ['UPI'], ['file']],
  ['(AP Photo/Ann Poe)', ['Ann Poe'], ['AP']],
  ['(AP Photo/Ann Poe, Pool, File)', ['Ann Poe'], ['AP'], ['file', 'pool']],
  ['AP file photo', [], ['AP'], ['file']],
  ['REUTERS/Ann Poe/File Photo', ['Ann Poe'], ['REUTERS'], ['file']],
  ['Credit: Reuters/Stringer', [], ['Reuters'], ['stringer']],
  ['Handout/Reuters.', [], ['Reuters'], ['handout']],
  ['Both photos: Ann Poe/AFP via Getty Images', ['Ann Poe'], ['AFP', 'Getty Images']],
  ['(Photo by Ole Poe / NTB / AFP via Getty Images)', ['Ole Poe'], ['NTB', 'AFP', 'Getty Images']],
  ['(Photo by AFP via Getty Images) / China OUT', [], ['AFP', 'Getty Images']],
  ['(Photos by Ann Poe, left, and Bea Roe/Invision/AP)', ['Ann Poe', 'Bea Roe'], ['Invision', 'AP']],
  ['Photo: Ann Poe, STF / Associated Press', ['Ann Poe'], ['Associated Press'], ['staff']],
  ['Photograph: Ann Poe for the Guardian', ['Ann Poe'], ['the Guardian']],
  ['(Ann Poe/The Harwick Herald via AP)', ['Ann Poe'], ['The Harwick Herald', 'AP']],
  ['Ann Poe, USA TODAY', ['Ann Poe'], ['USA TODAY']],
  ['ANN POE—Getty Images', ['ANN POE'], ['Getty Images']],
  ['Photograph: poe123/Getty Images', ['poe123'], ['Getty Images']],
  ['Photo by Ann Poe on Unsplash', ['Ann Poe'], ['Unsplash']],
  ['U.S. Navy photo by Ann Poe', ['Ann Poe'], ['U.S. Navy']],
  ['(ABC News: Ann Poe)', ['Ann Poe'], ['ABC News']],
  ['Photo courtesy of the Harwick Museum of Art', [], ['the Harwick Museum of Art'], ['courtesy']],
  ['Illustration by Ann Poe', ['Ann Poe'], [], ['illustration']],
  ['Composite: Getty/AP', [], ['Getty', 'AP'], ['composite']],
  ['Getty Images', [], ['Getty Images']],
  ['Image copyright Getty Images', [], ['Getty Images']],
  ['Image source, Getty Images', [], ['Getty Images']],
  ['Foto: Foto: Ann Poe/dpa', ['Ann Poe'], ['dpa']],
  ['Foto: Ann Poe/dpa/Archivbild', ['Ann Poe'], ['dpa'], ['file']],
  ['Foto: Getty Images/EyeEm (Symbolbild)', [], ['Getty Images', 'EyeEm'], ['symbolic']],
  ['Foto: –/Verkehrsministerium/dpa', [], ['Verkehrsministerium', 'dpa'], ['uncredited']],
  ['Foto: privat', [], [], ['handout']],
  ['Fotos: Ann Poe und Bea Roe', ['Ann Poe', 'Bea Roe'], []],
  ['© Bild: REUTERS / ANN POE', ['ANN POE'], ['REUTERS']],
  ['© Ann Poe / Getty Images / iStock (Ausschnitt)', ['Ann Poe'], ['Getty Images', 'iStock'], ['crop']],
  ['© Ann Poe/\u200BAFP/\u200BGetty Images', ['Ann Poe'], ['AFP', 'Getty Images']],
  ['Bildquelle: Getty Images', [], ['Getty Images']],
  ['(Photo Ann Poe. AFP)', ['Ann Poe'], ['AFP']],
  ['Crédits : Ann Poe/AFP', ['Ann Poe'], ['AFP']],
  ['Photo d’illustration : Ann Poe/AFP', ['Ann Poe'], ['AFP'], ['symbolic']],
  ['(Foto: Ann Poe/EFE)', ['Ann Poe'], ['EFE']],
  ['Cortesía – Shutterstock / La República', [], ['Shutterstock', 'La República'], ['courtesy']],
  ['Foto: ccnull/Ann Poe/cc by sa 2.0', ['Ann Poe'], ['ccnull'], [], 'CC BY-SA 2.0'],
  ['Foto: Ann Poe (CC BY-NC 4.0)', ['Ann Poe'], [], [], 'CC BY-NC 4.0'],
  ['Photo: Ann Poe via Unsplash ( Unsplash License )', ['Ann Poe'], ['Unsplash'], [], 'Unsplash License'],
]

t.test('a credit line gives makers, organizations, qualifiers and licence', async (t) => {
  for (const [line, creators, organizations, qualifiers = [], license = null] of lines) {
    const credit = parseCreditLine(line)
    t.match(credit, { text: line, creators, organizations, license, start: 0, end: line.length }, line)
    t.same([...(credit?.qualifiers ?? [])].sort(), [...qualifiers].sort(), `${line}: qualifiers`)
  }
})

t.test('the label is given as it is printed', async (t) => {
  for (const [line, label] of [
    ['Photo by Ann Poe/UPI', 'Photo by'],
    ['(Foto: Ann Poe/dpa)', 'Foto:'],
    ['© Ann Poe/AFP', '©'],
    ['AP Photo/Ann Poe', null],
  ] as const)
    t.equal(parseCreditLine(line)?.label, label, line)
})

t.test('what is not a credit is refused', async (t) => {
  for (const line of [
    '',
    'Ann Poe',
    'By Ann Poe',
    'Photo Gallery',
    'Photo by appointment only',
    'Photos of the flood were shared by hundreds on Monday.',
    'Image: the mayor said the bridge was safe',
    'Source: Harwick Industries',
    '© 2020 The Associated Press. All rights reserved.',
    'Copyright 2020 Harwick Herald',
    'Facebook',
    'The ferries run again, she told Reuters.',
    'Sen. Ann Poe (Pa.).',
    'Ann Poe (D-Pa.), Bea Roe (R-Ky.)',
    'DESPITE THE RAIN, PARTY GOES ON',
  ])
    t.equal(parseCreditLine(line), undefined, line)
})

t.test('a caption parts from the credit glued to its end', async (t) => {
  const caption = 'A ferry leaves Harwick, Maine, on Sept. 3, 2020.'
  for (const credit of [
    'Photo by Ann Poe/UPI',
    '(AP Photo/Ann Poe, File)',
    '[Ann Poe/AFP]',
    'Ann H.W. Poe/AFP/Getty Images',
    'REUTERS/Ann Poe',
    'Foto: Getty Images/EyeEm (Symbolbild)',
    '© Ann Poe/AFP',
  ]) {
    const paragraph = `${caption} ${credit}`
    const found = splitCaption(paragraph)
    t.match(found, { caption, credit: { text: credit } }, credit)
    t.equal(
      paragraph.slice(found?.credit.start, found?.credit.end),
      credit,
      'its offsets are of the paragraph',
    )
  }
  t.match(splitCaption('Church leaders meet the minister Credit: ANN POE/ AFP'), {
    caption: 'Church leaders meet the minister',
    credit: { creators: ['ANN POE'], organizations: ['AFP'] },
  })
})

t.test('a credit alone has no caption, a caption alone no credit', async (t) => {
  t.match(splitCaption('(AP Photo/Ann Poe)'), { caption: null, credit: { creators: ['Ann Poe'] } })
  for (const paragraph of [
    'A ferry leaves Harwick on Monday.',
    'The museum shows a photo by Ann Poe.',
    'The bill was passed by Charlie Poe (Pa.).',
  ])
    t.equal(splitCaption(paragraph), undefined, paragraph)
})

const roles = (line: string) => {
  const { creators, organizations, qualifiers } = parseCreditLine(line) ?? {}
  return { creators, organizations, qualifiers: [...(qualifiers ?? [])].sort() }
}

t.test('composed lines read like printed ones', async (t) => {
  t.equal(composeCreditLine({ creators: ['Ann Poe'], organizations: ['UPI'] }), 'Photo by Ann Poe/UPI')
  t.equal(
    composeCreditLine({
      label: 'Foto:',
      creators: ['Ann Poe'],
      organizations: ['AFP', 'dpa'],
      qualifiers: ['file'],
    }),
    'Foto: Ann Poe/AFP/dpa, File',
  )
  t.equal(
    composeCreditLine({
      label: 'File photo by',
      creators: ['Ann Poe', 'Bea Roe'],
      organizations: [],
      qualifiers: ['file'],
    }),
    'File photo by Ann Poe and Bea Roe',
  )
  t.equal(composeCreditLine({ creators: [], organizations: [] }), '')
})

t.test('names that would be taken for something else get their role spelled out', async (t) => {
  const parts = {
    creators: ['The Harwick Herald'],
    organizations: ['Ann Poe'],
    qualifiers: ['crop' as const],
  }
  const line = composeCreditLine(parts)
  t.match(line, 'Creator: The Harwick Herald; Organization: Ann Poe')
  t.same(roles(line), parts)
})

t.test('whatever the parts, the composed line parses back to them', async () => {
  const word = fc.constantFrom(
    'Ann',
    'Poe',
    'AFP',
    'via',
    'and',
    'Photo',
    'by',
    'File',
    'Getty',
    'the',
    'x7',
    '/',
    ',',
    '(',
    'é',
  )
  const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
  const qualifier = fc.constantFrom(
    'file' as const,
    'pool' as const,
    'symbolic' as const,
    'uncredited' as const,
  )
  const parts = fc.record({
    label: fc.constantFrom(null, 'Photo by', 'Foto:', 'Archivfoto:', 'Gemalt von', '©'),
    creators: fc.array(name, { maxLength: 3 }),
    organizations: fc.array(name, { maxLength: 3 }),
    qualifiers: fc.uniqueArray(qualifier, { maxLength: 2 }),
  })
  fc.assert(
    fc.property(parts, ({ label, creators, organizations, qualifiers }) => {
      const line = composeCreditLine({ label, creators, organizations, qualifiers })
      const wanted = { creators, organizations, qualifiers: [...qualifiers].sort() }
      const isEmpty = creators.length + organizations.length + qualifiers.length === 0
      return isEmpty ? line === '' : JSON.stringify(roles(line)) === JSON.stringify(wanted)
    }),
    { numRuns: 500 },
  )
})

t.test('hostile megabytes are judged by their last characters alone', async (t) => {
  for (const unit of ['(', ')', 'Photo ', 'Photo: ', 'A/', 'via ', '. ', '"', '© ']) {
    const text = unit.repeat(1_000_000 / unit.length)
    t.equal(parseCreditLine(text), undefined, unit)
    t.equal(splitCaption(text)?.credit.creators.length ?? 0, 0, unit)
  }
})

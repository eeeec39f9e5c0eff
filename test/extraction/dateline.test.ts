import t from 'tap'
import { parseDateline } from '../../src/extraction/dateline.ts'

const story = 'Two ferries will run again on Monday, the harbour office said.'

/** [opening, place, month, day, year, agency] */
type Case = [string, string | null, number | null, number | null, number | null, string | null]

const shapes: Case[] = [
  ['Oct. 31 (UPI) —', null, 10, 31, null, 'UPI'],
  ['HARWICK, Maine, Nov. 3 (AP) —', 'HARWICK, Maine', 11, 3, null, 'AP'],
  ['McADAM, N.B. (CP) —', 'McADAM, N.B.', null, null, null, 'CP'],
  ['WASHINGTON (Aug. 13) --', 'WASHINGTON', 8, 13, null, null],
  ['LAKE TARN, Ore. -', 'LAKE TARN, Ore.', null, null, null, null],
  ['TARNFORD -', 'TARNFORD', null, null, null, null],
  ['PARIS, Aug 31 (Reuters) -', 'PARIS', 8, 31, null, 'Reuters'],
  ['NEW YORK (AP) _', 'NEW YORK', null, null, null, 'AP'],
  ['NEW YORK--(BUSINESS WIRE)--', 'NEW YORK', null, null, null, 'BUSINESS WIRE'],
  ['TORONTO, 26 mai 2020 (GLOBE NEWSWIRE) --', 'TORONTO', 5, 26, 2020, 'GLOBE NEWSWIRE'],
  ['LONDON, Feb. 1, 2017 /PRNewswire-AsiaNet/ --', 'LONDON', 2, 1, 2017, 'PRNewswire-AsiaNet'],
  ['SENDAI, Japan, Dec. 9 Kyodo -', 'SENDAI, Japan', 12, 9, null, 'Kyodo'],
  ['SYDNEY March 22 AAP -', 'SYDNEY', 3, 22, null, 'AAP'],
  ['MOSCOW, January 24. /TASS/.', 'MOSCOW', 1, 24, null, 'TASS'],
  ['New Delhi, Oct 31 (PTI)', 'New Delhi', 10, 31, null, 'PTI'],
  ['OSLO, Norway/BERGEN (Reuters) -', 'OSLO, Norway/BERGEN', null, null, null, 'Reuters'],
  ['(ANSA) - ROMA, 12 MAR -', 'ROMA', 3, 12, null, 'ANSA'],
  ['(Reuters) -', null, null, null, null, 'Reuters'],
  ['WASHINGTON—', 'WASHINGTON', null, null, null, null],
  ['Frankfurt/Main (dpa/lhe) -', 'Frankfurt/Main', null, null, null, 'dpa/lhe'],
  ['Wien (epdÖ) –', 'Wien', null, null, null, 'epdÖ'],
  ['Hannover (epd).', 'Hannover', null, null, null, 'epd'],
  ['Rostow (Russland) -', 'Rostow (Russland)', null, null, null, null],
  ['Tel Aviv, 3. März (dpa) -', 'Tel Aviv', 3, 3, null, 'dpa'],
  ['Limburg a. d. Lahn (nord-pressedienst) -', 'Limburg a. d. Lahn', null, null, null, 'nord-pressedienst'],
  ['Genève, 1er mars (ATS) -', 'Genève', 3, 1, null, 'ATS'],
  ['Strasbourg, le 10 juil 2024 (AFP) -', 'Strasbourg', 7, 10, 2024, 'AFP'],
  ['Madrid, 3 ago (EFE).-', 'Madrid', 8, 3, null, 'EFE'],
  ['Buenos Aires, 21 de abril de 2019 (Télam).-', 'Buenos Aires', 4, 21, 2019, 'Télam'],
]

t.test('datelines of every shape the agencies write are read to the letter', async (t) => {
  for (const [text, place, month, day, year, agency] of shapes) {
    const paragraph = `${text} ${story}`
    const end = text.length + 1
    t.same(parseDateline(paragraph), { text, place, month, day, year, agency, end }, text)
  }
})

t.test('the body begins after the blanks, no-break spaces too', async (t) => {
  const paragraph = `  Oct. 31 (UPI) —\u00A0${story}`
  const dateline = parseDateline(paragraph)
  t.equal(paragraph.slice(dateline?.end), story)
})

t.test('a dateline with an agency needs no body', async (t) => {
  t.match(parseDateline('Tel Aviv/Beirut (dpa) - '), { text: 'Tel Aviv/Beirut (dpa) -', end: 24 })
  t.match(parseDateline('Strasbourg, 10 juil 2024 (AFP)'), { year: 2024, agency: 'AFP' })
  t.match(parseDateline('15.7.2019 12:09:11 CEST'), { place: null, month: 7, day: 15, year: 2019 })
})

const lookAlikes = [
  'Ann Poe (cricket) - Former captain of the national side, born in a small town.',
  'Ann Poe (Australia) - Former captain of the national side, born in a small town.',
  'Ann Poe (Australien) - Bea Roe (Slowakei) 6:4, 6:4; Cat Doe (Italien) - Dora Loe 6:2',
  'Search Engine Optimization (SEO) - The art of being found on the web.',
  'United States (English) - en',
  'PHOTOSTREAM - AK (ALASKA)',
  'EXCLUSIVE — The mayor said on Monday that she would not run again.',
  'UPDATE 2 - The mayor said on Monday that she would not run again.',
  'IBM - International Business Machines said on Monday it had sold the plant.',
  "THEY'VE HAD ENOUGH OF FERRIES — Islanders said on Monday they would swim.",
  'FAREWELL — "We close the doors at the end of the month," the owner said.',
  'TARNSOFT (TARN) - Shares of the software maker fell on Monday.',
  'March 3 (Tuesday) - We went to the harbour with the children.',
  'Developer (m/w/d) – for our office by the sea',
  'Why the ferries stopped (and what comes next) - The Harwick Herald',
  'Liquid gas (LPG) - not to be taken for natural gas - is made of propane.',
  'IN THIS HOUSE — the one with the blue door — a poet was born in spring.',
  'The mayor — who came late — said the ferries would run on Monday.',
  'London - a love story',
  '19. Oktober 2019 15:07',
  'By Ann Poe LONDON (Reuters) - The ferries will run again on Monday, the office said.',
  '',
  ' - ',
  '— The ferries will run again on Monday, the office said.',
]

t.test('what only looks like a dateline is left alone', async (t) => {
  for (const paragraph of lookAlikes) t.equal(parseDateline(paragraph), undefined, paragraph)
})

t.test('hostile megabytes are judged by their first characters alone', async (t) => {
  for (const unit of ['(', 'A ', 'A, ', '- ', '/', ' ', 'LONDON (', '1 '])
    t.equal(parseDateline(unit.repeat(1_000_000 / unit.length)), undefined, unit)
})

import t from 'tap'
import { subjectKey, subjectKeyOf, unifySubject } from '../../src/articles/subject.ts'

const uri = 'http://cv.iptc.org/newscodes/mediatopic/20000350'
const unified = { name: 'cycling', qcode: 'medtop:20000350', uri }

t.test('every spelling of a Media Topic is one subject, with both codes', async (t) => {
  const spellings = [
    { qcode: 'medtop:20000350', uri: null },
    { qcode: 'MEDTOP:20000350', uri: null },
    { qcode: null, uri },
    { qcode: null, uri: 'https://cv.iptc.org/newscodes/mediatopic/20000350/' },
    { qcode: 'medtop:20000350', uri },
  ]
  for (const codes of spellings) t.same(unifySubject({ name: 'cycling', ...codes }), unified)
})

t.test('a code and an address of two topics are no subject', async (t) => {
  const other = 'http://cv.iptc.org/newscodes/mediatopic/20000351'
  t.equal(unifySubject({ name: 'x', qcode: 'medtop:20000350', uri: other }), undefined)
  t.equal(unifySubject({ name: 'x', qcode: 'medtop:20000350', uri: 'https://a.example/x' }), undefined)
})

t.test('what is no Media Topic stays as it is', async (t) => {
  for (const subject of [
    { name: 'x', qcode: null, uri: null },
    { name: 'x', qcode: 'medtop:2000', uri: null },
    { name: 'x', qcode: 'desk:budget', uri },
    { name: 'x', qcode: 'desk:budget', uri: 'https://a.example/x' },
  ])
    t.same(unifySubject(subject), subject)
})

t.test('the key is the qcode, else the URI, else the folded name', async (t) => {
  t.equal(subjectKey(unified), 'medtop:20000350')
  t.equal(subjectKey({ name: 'x', qcode: null, uri: 'https://a.example/x' }), 'https://a.example/x')
  t.equal(subjectKey({ name: 'Straße', qcode: null, uri: null }), 'strasse')
  t.equal(subjectKeyOf(uri), 'medtop:20000350')
  t.equal(subjectKeyOf('desk:budget'), 'desk:budget')
})

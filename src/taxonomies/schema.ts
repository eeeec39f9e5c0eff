// The wire contract of what articles are filed under.

import { type Static, Type } from 'typebox'
import { LanguageTag, listOf, listQuery, nullable, ref, strict, WebUrl } from '../http/schema.ts'

const articleCount = Type.Integer({ minimum: 0, description: 'Published articles, as readers see them.' })

export const Term = Type.Object(
  { name: Type.String({ description: 'As the newest of the articles spells it.' }), articleCount },
  { $id: 'Term', ...strict, description: 'A name that articles are filed under.' },
)
export type Term = Static<typeof Term>
export const TermList = listOf(ref(Term), 'TermList', 'A page of names.')

export const SubjectTerm = Type.Object(
  {
    qcode: nullable(Type.String({ description: 'Such as medtop:20000350.' })),
    uri: nullable(WebUrl),
    name: Type.String({ description: 'In the language asked for, where the vocabulary has it.' }),
    language: nullable(LanguageTag),
    broader: Type.Array(Type.String(), {
      description: 'Qcodes of what it is part of; URIs where there are none.',
    }),
    articleCount,
  },
  { $id: 'SubjectTerm', ...strict, description: 'What articles are about, in the vocabulary or beside it.' },
)
export type SubjectTerm = Static<typeof SubjectTerm>
export const SubjectTermList = listOf(ref(SubjectTerm), 'SubjectTermList', 'A page of subjects.')

export const TermListQuery = Type.Object({ ...listQuery }, strict)
export type TermListQuery = Static<typeof TermListQuery>

export const SubjectListQuery = Type.Object({ ...listQuery, language: Type.Optional(LanguageTag) }, strict)
export type SubjectListQuery = Static<typeof SubjectListQuery>

/** Every schema above that the document names. */
export const taxonomySchemas = [Term, TermList, SubjectTerm, SubjectTermList]

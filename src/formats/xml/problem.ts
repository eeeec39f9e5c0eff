/** What keeps a document from being read further. */
export interface XmlProblem {
  line: number | null
  code: string
  message: string
}

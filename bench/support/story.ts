// The stories that the base is made of, by number: the same in every run.

const words =
  'harbour council bridge budget minister storm vote school market river union court festival railway library museum hospital engine forest border'.split(
    ' ',
  )

/** Sentences from a fixed list by a fixed rule. */
const sentence = (seed: number): string => {
  const picked = Array.from({ length: 14 }, (_, i) => words[(seed * 7 + i * i * 3 + i * seed) % words.length])
  return `The ${picked.join(' ')}.`
}

/** An article and its credit, as an editor would send them. */
export function baseStory(seed: number): { article: object; credit: object } {
  const paragraphs = Array.from({ length: 6 }, (_, p) =>
    p % 3 === 0
      ? `${sentence(seed + p)} “${sentence(seed + p + 5)}” minister Ada Ferris said. ${sentence(seed * p)}`
      : `${sentence(seed + p)} ${sentence(seed * p)} ${sentence(seed + p + 5)}`,
  )
  const article = {
    headline: sentence(seed).slice(0, -1),
    summary: sentence(seed + 1),
    section: ['World', 'Politics', 'Sport'][seed % 3],
    tags: [words[seed % words.length], words[(seed + 3) % words.length]],
    authors: [{ name: `Ada ${words[seed % words.length]}` }],
    dateline: { text: ['OSLO (AP) —', 'PARIS (AFP) —', 'ROME (ANSA) —'][seed % 3] },
    body: { blocks: paragraphs.map((text) => ({ type: 'paragraph', text })) },
  }
  const caption = sentence(seed + 2)
  const creditLine = ['Photo by Tomas Lund/AP', 'Mira Holt/AFP', 'Courtesy of the City Archive'][seed % 3]
  return { article, credit: { role: 'lead', caption, creditLine } }
}

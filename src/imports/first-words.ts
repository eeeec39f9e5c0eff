// The headline of what has none of its own.

interface Block {
  type: string
  text?: unknown
}

/** The title, or the first words of the text; '' where there are none. */
export function headlineOf(title: string, blocks: readonly Block[]): string {
  if (title !== '') return title
  const [first = ''] = blocks.flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
  return (first.split('\n')[0] ?? '').slice(0, 80).replace(/\s\S{0,30}$/, '')
}

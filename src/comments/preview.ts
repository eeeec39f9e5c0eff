import { refusal } from './messages.ts'
import { capMarks } from './normalize.ts'
import type { Renderer } from './render.ts'

/** What readers would see of a text. Throws `unprocessable` when that is nothing. */
export function preview(render: Renderer, written: string): { html: string; text: string } {
  const { html, text, isBlank } = render(capMarks(written))
  if (isBlank) throw refusal([{ pointer: '/body', code: 'required' }])
  return { html, text }
}

import type { LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../support/app.ts'

/** A story of our own, in the form of a copied page. */
export const wireStory = `Harbour bridge reopens after nine months

Cyclists cross the Harbour Bridge in Millbrook on Monday. Photo by Delia Marchetti/UPI

MILLBROOK, Maine, Nov. 17 (UPI) — The Harbour Bridge reopened on Monday, nine months after it was closed.

“We fixed it once and we fixed it properly,” Mayor Ingrid Solheim said.

The town paid $41 million for the repair.

LEAVE A REPLY

Please enter your comment!
Please enter your name here
`

export const slug = 'harbour-bridge-reopens-after-nine-months'

interface Sent {
  key: string
  query?: string
  headers?: Record<string, string>
}

/** Sends a text to be imported. */
export const sendText = (
  { send }: TestApp,
  text: string | Buffer,
  { key, query = '', headers = { 'content-type': 'text/plain; charset=utf-8' } }: Sent,
): Promise<LightMyRequestResponse> =>
  send({
    method: 'POST',
    url: `/v1/imports?format=wireText${query}`,
    key,
    payload: Buffer.from(text),
    headers,
  })

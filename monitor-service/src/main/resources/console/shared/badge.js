// A state as a word with a shape and a colour; the word alone is enough.
import { html } from './html.js'
import { words } from './format.js'

const KINDS = {
  healthy: 'good', live: 'good', good: 'good', served: 'good',
  starting: 'busy', queued: 'busy', building: 'busy', waiting: 'busy',
  ejected: 'bad', failing: 'bad', failed: 'bad', bad: 'bad', withdrawn: 'bad', missing: 'bad', maintenance: 'bad', pause: 'bad',
}
const SIGNS = { good: '●', busy: '◐', bad: '▲', calm: '○' }

export function Badge({ state, text }) {
  const kind = KINDS[String(state).toLowerCase()] ?? 'calm'
  return html`<span class="badge ${kind}"><span aria-hidden="true">${SIGNS[kind]}</span> ${text ?? words(state)}</span>`
}

export function Track({ track }) {
  return html`<span class="track ${track}">${track}</span>`
}

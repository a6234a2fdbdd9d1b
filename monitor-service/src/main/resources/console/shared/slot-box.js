// One slot: what stands in it, how it is, and its figures of this second.
import { html } from './html.js'
import { Badge } from './badge.js'
import { age, mebibytes, millis, number, percent, shortCommit } from './format.js'
import { useSlotFigures } from './live.js'

const FIGURES = [
  ['requests/s', 'rps', value => number(value)],
  ['errors/s', 'errors', value => number(value)],
  ['p95', 'p95', millis],
  ['CPU', 'cpu', value => percent(value)],
  ['memory', 'memory', mebibytes],
]

export function SlotBox({ app, slot }) {
  const figures = useSlotFigures(app, slot.slot)
  const track = slot.slot === 'canary' ? 'canary' : 'stable'
  const empty = !slot.release
  const out = slot.state === 'withdrawn'
  return html`<section class="slot ${track} ${empty || out ? 'empty' : ''}" aria-label="${app} ${slot.slot}">
    <header><h3>${slot.slot}</h3><${Badge} state=${slot.state ?? 'empty'} /></header>
    ${empty
      ? html`<p class="quiet">Nothing stands here.</p>`
      : html`<p class="slot-release"><code title=${slot.commit}>${shortCommit(slot.commit)}</code>
          <span class="branch">${slot.branch}</span>
          ${slot.since && html`<span class="quiet">${age(slot.since)}</span>`}
          ${slot.node && html`<span class="quiet">on ${slot.node}</span>`}</p>
        ${out ? html`<p class="quiet">It gets no request.</p>` : html`<dl class="figures">${FIGURES.map(([label, name, told]) => html`<div key=${name}
            class=${name === 'errors' && figures?.errors > 0 ? 'warn' : ''}>
          <dt>${label}</dt><dd>${told(figures?.[name])}</dd></div>`)}</dl>`}`}
  </section>`
}
